"""Mistakes of the parser that are mended, each shown by a parse as the model gives it and as it ought to be."""

from __future__ import annotations

import pytest
from parses import sentence

from kg.text.mend import mend
from kg.text.sentence import Sentence

CASES = [
    (
        "a hyphened word",
        "It/PRP/nsubj>2 sparked/VBD/ROOT a/DT/det>4 mini|mini|NOUN/NN/dobj>2 -|-|NOUN/NN/dobj>2 crisis|crisis|NOUN/NN/dobj>2",
        "It/PRP/nsubj>2 sparked/VBD/ROOT a/DT/det>6 mini|mini|NOUN/NN/compound>6 -|-|PUNCT/HYPH/punct>6 crisis|crisis|NOUN/NN/dobj>2",
    ),
    (
        "over and a number before the verb",
        "over/IN/prep>5[CARDINAL] 345/CD/nummod>3[I-CARDINAL] pilgrims/NNS/pobj>1 were|be/VBD/auxpass>5 killed/VBN/ROOT",
        "over/IN/quantmod>3[CARDINAL] 345/CD/nummod>3[I-CARDINAL] pilgrims/NNS/nsubjpass>5 were|be/VBD/auxpass>5 killed/VBN/ROOT",
    ),
    (
        "over and a number behind the verb",
        "Police/NNS/nsubj>2 arrested/VBD/ROOT around/IN/prep>2[CARDINAL] 20/CD/nummod>5[I-CARDINAL] people/NNS/pobj>3",
        "Police/NNS/nsubj>2 arrested/VBD/ROOT around/IN/quantmod>5[CARDINAL] 20/CD/nummod>5[I-CARDINAL] people/NNS/dobj>2",
    ),
    (
        "a noun that is called a verb",
        "He/PRP/nsubj>2 told/VBD/ROOT all/DT/det>5 police/NN/compound>5 prefects|prefect/VBZ/dobj>2",
        "He/PRP/nsubj>2 told/VBD/ROOT all/DT/det>5 police/NN/compound>5 prefects|prefect|NOUN/NNS/dobj>2",
    ),
    (
        "a second passive without its auxiliary",
        "men|man/NNS/nsubjpass>3 were|be/VBD/auxpass>3 killed/VBN/ROOT and/CC/cc>3 others/NNS/conj>3 injured/VBN/acl>5",
        "men|man/NNS/nsubjpass>3 were|be/VBD/auxpass>3 killed/VBN/ROOT and/CC/cc>3 others/NNS/nsubjpass>6 injured/VBN/conj>3",
    ),
    (
        "a clause that is taken for a noun with a participle",
        "A/DT/det>2 blast/NN/ROOT killed/VBN/acl>2 ten/CD/nummod>5 people/NNS/dobj>3 ././punct>2",
        "A/DT/det>2 blast/NN/nsubj>3 killed/VBD/ROOT ten/CD/nummod>5 people/NNS/dobj>3 ././punct>3",
    ),
    (
        "a number that is in a state",
        "It/PRP/nsubj>2 left|leave/VBD/ROOT 12/CD/nummod>4 dead/JJ/oprd>2",
        "It/PRP/nsubj>2 left|leave/VBD/ROOT 12/CD/dobj>2 dead/JJ/oprd>2",
    ),
    (
        "who speaks behind a quotation",
        "Fine/JJ/ccomp>4 ,/,/punct>4 ''/''/punct>4 added/VBD/ROOT captains/NNS/dobj>4",
        "Fine/JJ/ccomp>4 ,/,/punct>4 ''/''/punct>4 added/VBD/ROOT captains/NNS/nsubj>4",
    ),
    (
        "a noun that a comma parts from its verb",
        "Troops/NNS/nsubj>2 withdrew|withdraw/VBD/ROOT ,/,/punct>2 a/DT/det>5 claim/NN/dobj>2",
        "Troops/NNS/nsubj>2 withdrew|withdraw/VBD/ROOT ,/,/punct>2 a/DT/det>5 claim/NN/appos>2",
    ),
    (
        "when something is said, between the verb and what is said",
        "It/PRP/nsubj>2 said|say/VBD/ROOT on/IN/prep>7 Monday/NNP/pobj>3 it/PRP/nsubj>7 would/MD/aux>7 close/VB/ccomp>2",
        "It/PRP/nsubj>2 said|say/VBD/ROOT on/IN/prep>2 Monday/NNP/pobj>3 it/PRP/nsubj>7 would/MD/aux>7 close/VB/ccomp>2",
    ),
    (
        "who is told taken for a second subject",
        "Kowalski/NNP/nsubj>2 told|tell|VERB/VBD/ROOT News/NNP/nsubj>2 ././punct>2",
        "Kowalski/NNP/nsubj>2 told|tell|VERB/VBD/ROOT News/NNP/dobj>2 ././punct>2",
    ),
    (
        "a verb that is taken for an adjective",
        "It/PRP/nsubj>2 fled|flee/VBD/ROOT after/IN/mark>5 dams/NNS/nsubj>5 burst|burst|ADJ/JJ/advcl>2",
        "It/PRP/nsubj>2 fled|flee/VBD/ROOT after/IN/mark>5 dams/NNS/nsubj>5 burst|burst|VERB/VBD/advcl>2",
    ),
    (
        'a participle behind "with"',
        "It/PRP/nsubj>2 fell|fall/VBD/ROOT with/IN/prep>2 dozens/NNS/nsubj>5 injured|injure|VERB/VBN/pcomp>3",
        "It/PRP/nsubj>2 fell|fall/VBD/ROOT with/IN/prep>2 dozens/NNS/nsubjpass>5 injured|injure|VERB/VBN/pcomp>3",
    ),
    (
        "a name with two small words",
        "Ursula/NNP/compound>4[PERSON] von/NNP/compound>4[I-PERSON] der/NN/compound>4 Leyen/NNP/nsubj>5[GPE] left|leave/VBD/ROOT",
        "Ursula/NNP/compound>4[PERSON] von/NNP/compound>4[I-PERSON] der/NN/compound>4[I-PERSON] Leyen/NNP/nsubj>5[I-PERSON] left|leave/VBD/ROOT",
    ),
    (
        "a second object behind a comma",
        "It/PRP/nsubj>2 freed/VBD/ROOT ten/CD/dobj>2 ,/,/punct>2 a/DT/det>6 claim/NN/dobj>2 ././punct>2",
        "It/PRP/nsubj>2 freed/VBD/ROOT ten/CD/dobj>2 ,/,/punct>2 a/DT/det>6 claim/NN/appos>2 ././punct>2",
    ),
    (
        "a clause that is taken for a modifier",
        "France/NNP/nsubj>2 said|say/VBD/ROOT it/PRP/nsubj>4 had|have/VBD/aux>5 repelled|repel|VERB/VBN/amod>6 attacks/NNS/dobj>2",
        "France/NNP/nsubj>2 said|say/VBD/ROOT it/PRP/nsubj>5 had|have/VBD/aux>5 repelled|repel|VERB/VBN/ccomp>2 attacks/NNS/dobj>5",
    ),
    (
        "who speaks behind a clause",
        "Rebels/NNS/nsubj>2 left|leave/VBD/ROOT Homs/NNP/dobj>2 ,/,/punct>3 monitors/NNS/appos>3 said|say/VBD/conj>2",
        "Rebels/NNS/nsubj>2 left|leave/VBD/ccomp>6 Homs/NNP/dobj>2 ,/,/punct>3 monitors/NNS/nsubj>6 said|say/VBD/ROOT",
    ),
    (
        "a clause before who speaks",
        "Strikes/NNS/nsubj>6 killed/VBN/acl>1 people/NNS/dobj>2 ,/,/punct>6 medics/NNS/nsubj>6 said|say/VBD/ROOT",
        "Strikes/NNS/nsubj>2 killed/VBD/ccomp>6 people/NNS/dobj>2 ,/,/punct>6 medics/NNS/nsubj>6 said|say/VBD/ROOT",
    ),
    (
        "a person beside a description that holds a name",
        "mayor/NN/nsubj>7 of/IN/prep>1 Homs/NNP/pobj>2[GPE] ,/,/punct>3 Ali/NNP/compound>6[PERSON] Asad/NNP/appos>3[I-PERSON] left/VBD/ROOT",
        "mayor/NN/nsubj>7 of/IN/prep>1 Homs/NNP/pobj>2[GPE] ,/,/punct>3 Ali/NNP/compound>6[PERSON] Asad/NNP/appos>1[I-PERSON] left/VBD/ROOT",
    ),
    (
        "a name that is taken for a measure",
        "Apple/NNP/npadvmod>2[ORG] unveiled/VBD/ROOT Lion/NNP/dobj>2 ././punct>2",
        "Apple/NNP/nsubj>2[ORG] unveiled/VBD/ROOT Lion/NNP/dobj>2 ././punct>2",
    ),
    (
        "the passive of a headline",
        "First/JJ/amod>2 jet/NN/nsubj>3 delivered/VBD/ROOT to/IN/prep>3 Kenya/NNP/pobj>4",
        "First/JJ/amod>2 jet/NN/nsubjpass>3 delivered/VBN/ROOT to/IN/prep>3 Kenya/NNP/pobj>4",
    ),
    (
        "a bare participle under a verb",
        "It/PRP/nsubj>3 will/MD/aux>3 see/VB/ROOT jets/NNS/nsubj>5 delivered/VBN/ccomp>3 ././punct>3",
        "It/PRP/nsubj>3 will/MD/aux>3 see/VB/ROOT jets/NNS/nsubjpass>5 delivered/VBN/ccomp>3 ././punct>3",
    ),
    (
        "a name that goes on behind a small word",
        "Ursula/NNP/compound>4[PERSON] von/NNP/compound>4[I-PERSON] der|der|NOUN/NN/compound>4[I-PERSON] Leyen/NNP/nsubj>5[GPE] left/VBD/ROOT",
        "Ursula/NNP/compound>4[PERSON] von/NNP/compound>4[I-PERSON] der|der|NOUN/NN/compound>4[I-PERSON] Leyen/NNP/nsubj>5[I-PERSON] left/VBD/ROOT",
    ),
    (
        "a result behind a name",
        "They/PRP/nsubj>2 beat/VBD/ROOT Belgium/NNP/npadvmod>2[GPE] 1/CD/nummod>3 -/SYM/punct>2 0/CD/dobj>2",
        "They/PRP/nsubj>2 beat/VBD/ROOT Belgium/NNP/dobj>2[GPE] 1/CD/nummod>6[QUANTITY] -/SYM/punct>6[I-QUANTITY] 0/CD/npadvmod>2[I-QUANTITY]",
    ),
    (
        "who is not the place where somebody is",
        "Workers/NNS/nsubj>6 at/IN/prep>1 the/DT/det>4 plant/NN/pobj>2 who/WP/nsubj>7 left|leave/VBD/ROOT struck|strike/VBD/relcl>4",
        "Workers/NNS/nsubj>6 at/IN/prep>1 the/DT/det>4 plant/NN/pobj>2 who/WP/nsubj>7 left|leave/VBD/ROOT struck|strike/VBD/relcl>1",
    ),
    (
        "two who say it, taken for an apposition",
        "Rebels/NNS/nsubj>9 killed/VBN/acl>1 ten/CD/nummod>4 men|man/NNS/dobj>2 ,/,/punct>1 police/NN/appos>1 and/CC/cc>6 medics/NNS/conj>6 said|say/VBD/ROOT",
        "Rebels/NNS/nsubj>2 killed/VBD/ccomp>9 ten/CD/nummod>4 men|man/NNS/dobj>2 ,/,/punct>1 police/NN/nsubj>9 and/CC/cc>6 medics/NNS/conj>6 said|say/VBD/ROOT",
    ),
    (
        "a verb that is joined to a passive though it has an object",
        "They/PRP/nsubj>2 said|say/VBD/ROOT men|man/NNS/nsubjpass>5 were|be/VBD/auxpass>5 hurt/VBN/ccomp>2 and/CC/cc>5 urged/VBN/conj>5 calm/NN/dobj>7",
        "They/PRP/nsubj>2 said|say/VBD/ROOT men|man/NNS/nsubjpass>5 were|be/VBD/auxpass>5 hurt/VBN/ccomp>2 and/CC/cc>2 urged/VBD/conj>2 calm/NN/dobj>7",
    ),
    (
        "a past that is joined to a modal",
        "He/PRP/nsubj>2 said|say/VBD/ROOT men|man/NNS/nsubj>5 would/MD/aux>5 stay/VB/ccomp>2 and/CC/cc>5 refused/VBD/conj>5 talks/NNS/dobj>7",
        "He/PRP/nsubj>2 said|say/VBD/ROOT men|man/NNS/nsubj>5 would/MD/aux>5 stay/VB/ccomp>2 and/CC/cc>2 refused/VBD/conj>2 talks/NNS/dobj>7",
    ),
    (
        "a main verb that is taken for a participle",
        "A/DT/det>2 bus/NN/ROOT carrying/VBG/acl>2 pupils/NNS/dobj>3 overturned/VBN/acl>4 ,/,/punct>2 killing/VBG/acl>2 two/CD/dobj>7 ././punct>2",
        "A/DT/det>2 bus/NN/nsubj>5 carrying/VBG/acl>2 pupils/NNS/dobj>3 overturned/VBD/ROOT ,/,/punct>5 killing/VBG/advcl>5 two/CD/dobj>7 ././punct>5",
    ),
    (
        "a main verb before who says it",
        "A/DT/det>2 bus/NN/npadvmod>8 carrying/VBG/acl>2 pupils/NNS/dobj>3 overturned/VBN/acl>4 ,/,/punct>8 police/NNS/nsubj>8 said|say/VBD/ROOT",
        "A/DT/det>2 bus/NN/nsubj>5 carrying/VBG/acl>2 pupils/NNS/dobj>3 overturned/VBD/ccomp>8 ,/,/punct>8 police/NNS/nsubj>8 said|say/VBD/ROOT",
    ),
    (
        "a participle between commas",
        "The/DT/det>2 toll/NN/nsubj>4 ,/,/punct>2 put/VBD/ROOT at/IN/prep>4 six/CD/pobj>5 ,/,/punct>4 rose|rise/VBD/conj>4 ././punct>4",
        "The/DT/det>2 toll/NN/nsubj>8 ,/,/punct>2 put/VBN/acl>2 at/IN/prep>4 six/CD/pobj>5 ,/,/punct>8 rose|rise/VBD/ROOT ././punct>8",
    ),
    (
        "a participle with the form of a past",
        "Men|man/NNS/nsubj>5 ,/,/punct>1 dressed/VBD/acl>1 ,/,/punct>1 fled|flee/VBD/ROOT ././punct>5",
        "Men|man/NNS/nsubj>5 ,/,/punct>1 dressed/VBN/acl>1 ,/,/punct>1 fled|flee/VBD/ROOT ././punct>5",
    ),
    (
        "what is said of an object",
        "It/PRP/nsubj>2 left|leave/VBD/ROOT ten/CD/nummod>4 men|man/NNS/nsubj>5 dead/JJ/ccomp>2",
        "It/PRP/nsubj>2 left|leave/VBD/ROOT ten/CD/nummod>4 men|man/NNS/dobj>2 dead/JJ/oprd>2",
    ),
    (
        "a number before a state that is taken for a noun",
        "It/PRP/nsubj>2 left|leave/VBD/ROOT 31/CD/nummod>4[CARDINAL] missing|missing|NOUN/NN/dobj>2",
        "It/PRP/nsubj>2 left|leave/VBD/ROOT 31/CD/dobj>2[CARDINAL] missing|missing|ADJ/JJ/oprd>2",
    ),
    (
        "a measure before its number",
        "A/DT/det>2 magnitude/NN/nsubj>5 6.8/CD/nummod>4 earthquake/NN/nsubj>5 struck|strike/VBD/ROOT",
        "A/DT/det>4 magnitude/NN/compound>4 6.8/CD/nummod>4 earthquake/NN/nsubj>5 struck|strike/VBD/ROOT",
    ),
    (
        "a subject that is taken for a part of a compound",
        "The/DT/det>3 ferry/NN/compound>3 sank|sink/VBD/ROOT ././punct>3",
        "The/DT/det>2 ferry/NN/nsubj>3 sank|sink/VBD/ROOT ././punct>3",
    ),
    (
        "a clause that lost its subject to the verb before",
        "It/PRP/nsubj>2 found|find/VBD/ROOT 9/CD/nummod>4 banks/NNS/dobj>2 were|be/VBD/aux>6 selling/VBG/ccomp>2",
        "It/PRP/nsubj>2 found|find/VBD/ROOT 9/CD/nummod>4 banks/NNS/nsubj>6 were|be/VBD/aux>6 selling/VBG/ccomp>2",
    ),
    (
        "a clause that lost its subject to an infinitive",
        "It/PRP/nsubj>2 wants/VBZ/ROOT to/TO/aux>4 ensure/VB/xcomp>2 demand/NN/dobj>4 can/MD/aux>8 be/VB/auxpass>8 met|meet/VBN/ccomp>2",
        "It/PRP/nsubj>2 wants/VBZ/ROOT to/TO/aux>4 ensure/VB/xcomp>2 demand/NN/nsubjpass>8 can/MD/aux>8 be/VB/auxpass>8 met|meet/VBN/ccomp>4",
    ),
    (
        "a relative clause and the number of its verb",
        "a/DT/det>2 ruling/NN/ROOT by/IN/prep>2 judges/NNS/pobj>3 that/WDT/nsubj>6 prevents/VBZ/relcl>4 it/PRP/dobj>6",
        "a/DT/det>2 ruling/NN/ROOT by/IN/prep>2 judges/NNS/pobj>3 that/WDT/nsubj>6 prevents/VBZ/relcl>2 it/PRP/dobj>6",
    ),
    (
        "a name behind what it is called",
        "Profits/NNS/nsubj>6 at/IN/prep>1 the/DT/det>4 chain/NN/pobj>2 Zorbo/NNP/nsubj>6[ORG] fell|fall/VBD/ROOT",
        "Profits/NNS/nsubj>6 at/IN/prep>1 the/DT/det>4 chain/NN/pobj>2 Zorbo/NNP/appos>4[ORG] fell|fall/VBD/ROOT",
    ),
    (
        "what hangs on the auxiliary of a passive",
        "They/PRP/nsubj>3 will/MD/aux>3 be/VB/auxpass>4 hired/VBN/ROOT",
        "They/PRP/nsubjpass>4 will/MD/aux>4 be/VB/auxpass>4 hired/VBN/ROOT",
    ),
    (
        "a past form that hangs on a noun",
        "It/PRP/nsubj>2 was|be/VBD/ROOT a/DT/det>4 crab/NN/attr>2 found|find/VBD/acl>4 off/RP/prt>5 Malta/NNP/dobj>5[GPE]",
        "It/PRP/nsubj>2 was|be/VBD/ROOT a/DT/det>4 crab/NN/attr>2 found|find/VBN/acl>4 off/IN/prep>5 Malta/NNP/pobj>6[GPE]",
    ),
    (
        "a sentence whose verb hangs on its subject",
        "The/DT/det>2 firm/NN/ROOT ,/,/punct>2 which/WDT/nsubj>5 grew|grow/VBD/relcl>2 ,/,/punct>2 filed/VBN/acl>2 for/IN/prep>7 help/NN/pobj>8 ././punct>2",
        "The/DT/det>2 firm/NN/nsubj>7 ,/,/punct>2 which/WDT/nsubj>5 grew|grow/VBD/relcl>2 ,/,/punct>2 filed/VBD/ROOT for/IN/prep>7 help/NN/pobj>8 ././punct>7",
    ),
    (
        "two nouns side by side",
        "It/PRP/nsubj>2 drops/VBZ/ROOT on/IN/prep>2 reserves/NNS/pobj>3 concerns/NNS/dobj>2",
        "It/PRP/nsubj>2 drops/VBZ/ROOT on/IN/prep>2 reserves/NNS/compound>5 concerns/NNS/pobj>3",
    ),
    (
        "a noun in -ing",
        "the/DT/det>3 police/NN/compound>3 shooting|shoot/VBG/nsubj>7 of/IN/prep>3 a/DT/det>6 man/NN/pobj>4 sparked/VBD/ROOT protests/NNS/dobj>7",
        "the/DT/det>3 police/NN/compound>3 shooting|shooting|NOUN/NN/nsubj>7 of/IN/prep>3 a/DT/det>6 man/NN/pobj>4 sparked/VBD/ROOT protests/NNS/dobj>7",
    ),
    (
        "a name that is taken for a cry",
        "Labour/UH/nsubj>2[ORG] fears/VBZ/ROOT it/PRP/dobj>2",
        "Labour|Labour|PROPN/NNP/nsubj>2[ORG] fears/VBZ/ROOT it/PRP/dobj>2",
    ),
    (
        "an election with a hyphen",
        "It/PRP/nsubj>2 won|win/VBD/ROOT the/DT/dobj>2 by/IN/prep>2 -/HYPH/punct>4 election/NN/pobj>4 in/IN/prep>2 Hull/NNP/pobj>7",
        "It/PRP/nsubj>2 won|win/VBD/ROOT the|the|DET/DT/det>6 by/IN/compound>6 -|-|PUNCT/HYPH/punct>6 election/NN/dobj>2 in/IN/prep>2 Hull/NNP/pobj>7",
    ),
    (
        "a result behind who won",
        "Kenya/NNP/nsubj>2 lost|lose/VBD/ROOT to/IN/prep>2 Malta/NNP/pobj>3[GPE] 1/CD/nummod>4 -/SYM/punct>7 3/CD/prep>5",
        "Kenya/NNP/nsubj>2 lost|lose/VBD/ROOT to/IN/prep>2 Malta/NNP/pobj>3[GPE] 1/CD/nummod>7[QUANTITY] -/SYM/punct>7[I-QUANTITY] 3/CD/npadvmod>2[I-QUANTITY]",
    ),
    (
        "a sum behind whom it is taken from",
        "It/PRP/nsubj>2 fined/VBD/ROOT Zorbo/NNP/nmod>5[ORG] 50/CD/nummod>5 euros/NNS/dobj>2",
        "It/PRP/nsubj>2 fined/VBD/ROOT Zorbo/NNP/dative>2[ORG] 50/CD/nummod>5[MONEY] euros/NNS/dobj>2[I-MONEY]",
    ),
    (
        "what is said of a clause is said of nothing else",
        "It/PRP/nsubjpass>3 was|be/VBD/auxpass>3 stressed|stress/VBN/ROOT that/IN/mark>6 he/PRP/nsubj>6 left|leave/VBD/ccomp>3",
        "It/PRP/expl>3 was|be/VBD/auxpass>3 stressed|stress/VBN/ROOT that/IN/mark>6 he/PRP/nsubj>6 left|leave/VBD/ccomp>3",
    ),
    (
        "what is made clear",
        "It/PRP/nsubjpass>3 was|be/VBD/auxpass>3 made|make/VBN/ROOT clear/JJ/oprd>3 that/IN/mark>7 he/PRP/nsubj>7 left|leave/VBD/csubj>4",
        "It/PRP/expl>3 was|be/VBD/auxpass>3 made|make/VBN/ROOT clear/JJ/oprd>3 that/IN/mark>7 he/PRP/nsubj>7 left|leave/VBD/csubj>4",
    ),
    (
        "a past that is joined to a gerund",
        "He/PRP/nsubj>2 accused/VBD/ROOT it/PRP/dobj>2 of/IN/prep>2 lying|lie/VBG/pcomp>4 and/CC/cc>5 called/VBD/conj>5 ././punct>2",
        "He/PRP/nsubj>2 accused/VBD/ROOT it/PRP/dobj>2 of/IN/prep>2 lying|lie/VBG/pcomp>4 and/CC/cc>2 called/VBD/conj>2 ././punct>2",
    ),
    (
        "an active verb that is joined to one",
        "He/PRP/nsubj>2 returned/VBD/ROOT and/CC/cc>2 left|leave/VBN/conj>2 by/IN/agent>4 road/NN/pobj>5 ././punct>2",
        "He/PRP/nsubj>2 returned/VBD/ROOT and/CC/cc>2 left|leave/VBD/conj>2 by/IN/prep>4 road/NN/pobj>5 ././punct>2",
    ),
    (
        "who speaks behind a quotation and a comma",
        "Fine/JJ/ccomp>4 ''/''/punct>4 ,/,/punct>4 added/VBD/ROOT captains/NNS/dobj>4",
        "Fine/JJ/ccomp>4 ''/''/punct>4 ,/,/punct>4 added/VBD/ROOT captains/NNS/nsubj>4",
    ),
]
RIGHT = [
    "He/PRP/nsubj>2 hoped/VBD/ROOT he/PRP/nsubj>5 could/MD/aux>5 stay/VB/ccomp>2 and/CC/cc>5 left|leave/VBD/conj>5 ././punct>2",
    "It/PRP/nsubjpass>3 was|be/VBD/auxpass>3 burned/VBN/ROOT and/CC/cc>3 looted/VBN/conj>3 by/IN/agent>5 rebels/NNS/pobj>6 ././punct>3",
    "They/PRP/nsubj>2 said|say/VBD/ROOT men|man/NNS/nsubjpass>5 were|be/VBD/auxpass>5 hurt/VBN/ccomp>2 and/CC/cc>5 jailed/VBN/conj>5",
    "He/PRP/nsubj>2 said|say/VBD/ROOT men|man/NNS/nsubj>5 had|have/VBD/aux>5 entered/VBN/ccomp>2 and/CC/cc>5 shot|shoot/VBD/conj>5 guards/NNS/dobj>7",
    "A/DT/det>2 bus/NN/ROOT carrying/VBG/acl>2 pupils/NNS/dobj>3 attacked/VBN/acl>4 by/IN/agent>5 rebels/NNS/pobj>6",
    "He/PRP/nsubj>2 made|make/VBD/ROOT it/PRP/nsubj>4 clear/JJ/ccomp>2",
    "It/PRP/nsubj>2 held|hold/VBD/ROOT one/CD/nummod>4[CARDINAL] meeting|meeting|NOUN/NN/dobj>2",
    "Men|man/NNS/nsubj>4 ,/,/punct>1 angry/JJ/amod>1 shouted/VBD/ROOT and/CC/cc>4 left|leave/VBD/conj>4 ././punct>4",
    "They/PRP/nsubj>2 told|tell/VBD/ROOT men|man/NNS/dobj>2 prices/NNS/nsubj>5 rose|rise/VBD/ccomp>2",
    "a/DT/det>2 ruling/NN/ROOT by/IN/prep>2 judges/NNS/pobj>3 that/WDT/nsubj>6 like/VBP/relcl>4 it/PRP/dobj>6",
    "They/PRP/nsubj>2 paid|pay/VBD/ROOT 50/CD/nummod>4[MONEY] euros/NNS/dobj>2[I-MONEY]",
    "A/DT/det>2 year/NN/npadvmod>3 passed/VBD/ROOT ././punct>3",
    "Jets/NNS/nsubj>2 landed/VBD/ROOT ././punct>2",
    "They/PRP/nsubj>2 said/VBD/ROOT jets/NNS/nsubj>4 shelled/VBN/ccomp>2 towns/NNS/dobj>4 ././punct>2",
    "A/DT/det>2 man/NN/ROOT given|give/VBN/acl>2 a/DT/det>5 medal/NN/dobj>3",
    "It/PRP/nsubj>2 flew|fly/VBD/ROOT over/IN/prep>2 towns/NNS/pobj>3",
    "men|man/NNS/nsubj>2 killed/VBD/ROOT people/NNS/dobj>2 and/CC/cc>3 others/NNS/conj>3 injured/VBN/acl>5",
    "It/PRP/nsubjpass>3 was|be/VBD/auxpass>3 told|tell/VBN/ROOT that/IN/mark>6 he/PRP/nsubj>6 left|leave/VBD/ccomp>3",
]


def glued(parse: str) -> Sentence:
    """A parse by hand whose hyphens have no blanks around them."""
    made, shift, tokens = sentence(parse), 0, []
    for token in made.tokens:
        if token.text == "-" or (tokens and tokens[-1].text == "-"):
            shift += 1
        tokens.append(token._replace(begin=token.begin - shift, end=token.end - shift))
    return Sentence(made.index, made.paragraph, made.span, tuple(tokens))


@pytest.mark.parametrize(("parse", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_mended(parse: str, expected: str) -> None:
    """The parse becomes the one that a reader would give."""
    assert mend(list(glued(parse).tokens)) == list(glued(expected).tokens)


@pytest.mark.parametrize("parse", RIGHT)
def test_what_is_right_stays(parse: str) -> None:
    """A parse that only looks like a mistake stays as it is."""
    tokens = list(sentence(parse).tokens)
    assert mend(tokens) == tokens
