"""The calculus of factuality: what each word does to the status that a source gives an event.

A status is a modality and a polarity, relative to a source (Sauri and Pustejovsky, "FactBank: a corpus annotated with
event factuality", 2009). FactBank's eight values fold into it: CT is actual, PR and PS are possible, U is planned or
hypothetical by what the words say of it; + and - are the polarity. Readers of news give an event that somebody reports
more often an intermediate value than none (de Marneffe, Manning and Potts, "Did it happen? The pragmatic complexity of
veridicality assessment", 2012), so what stands under an attitude or a plan is possible or planned, never unknown.

A status is made from the event outwards. It begins as actual and affirmed; then each word on the way up acts on what
the words below it made:

* a word *beside* it (a modal, "not", "probably", "nobody" as its subject) negates it or weakens its modality;
* a word that *governs* it acts by its signature ``a/b``: what follows for the clause under the word when the word is
  itself affirmed (a) or negated (b): ``+`` the clause holds, ``-`` it does not, ``o`` nothing follows (Karttunen,
  "Simple and phrasal implicatives", 2012; Nairn, Condoravdi and Karttunen, "Computing relative polarity for textual
  inference", 2006). ``+/-`` manage, ``-/+`` fail, ``+/+`` know, ``-/-`` pretend, ``+/o`` force, ``-/o`` refuse, ``o/-``
  be able, ``o/o`` want. Where nothing follows, the modality that the word signals counts, else the clause is possible.
  Where a word that signals a modality has ``-``, that modality is negated: "does not seem to know" (Horn, "Remarks on
  neg-raising", 1978). A word without signature lets a status through, and its own negation negates it;
* a word that *says* it keeps it as it is for who says it; one that denies it turns its polarity round; a saying that
  is negated leaves it possible, unless the word takes it for granted (``+/+``).

Signatures compose: the status above one word is the status below the next, so that "did not fail to reach" is affirmed
again. What is once hypothetical stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.event import Attribution, Modality, Polarity


class Status(NamedTuple):
    """Modality and polarity of an event, as seen from some height of the sentence."""

    modality: Modality = Modality.ACTUAL
    polarity: Polarity = Polarity.AFFIRMED

    def negated(self) -> Status:
        """Turn the polarity round."""
        turned = Polarity.AFFIRMED if self.polarity is Polarity.NEGATED else Polarity.NEGATED
        return self._replace(polarity=turned)

    def weakened(self, modality: Modality) -> Status:
        """Take over a modality that is less than actual; what is hypothetical stays so."""
        if modality is Modality.ACTUAL or self.modality is Modality.HYPOTHETICAL:
            return self
        return self._replace(modality=modality)


class Mark(NamedTuple):
    """What the lexicon says that a word does to the clause under it, or to the event that it stands beside."""

    signature: str = ""
    modality: Modality = Modality.ACTUAL
    negates: bool = False

    def effect(self, polarity: Polarity) -> str:
        """Give the effect, ``+``, ``-`` or ``o``, of the word when it has a polarity; empty where it has none.

        >>> Mark("-/+").effect(Polarity.NEGATED)
        '+'
        """
        signature = self.signature or ("o/o" if self.modality is not Modality.ACTUAL else "-/+" if self.negates else "")
        return signature.partition("/")[2 if polarity is Polarity.NEGATED else 0]


PLAIN = Mark()
"""The mark of a word that does nothing."""


def mark(signature: str, signals: Iterable[str]) -> Mark:
    """Make a mark of the signature and the signals that an entry or sense of the lexicon has.

    >>> mark("o/o", {"Possible", "Negated"}) == Mark("o/o", Modality.POSSIBLE, True)
    True
    """
    found = sorted(signals)
    modality = next((Modality(s) for s in found if s in set(Modality)), Modality.ACTUAL)
    return Mark(signature, modality, Polarity.NEGATED in found)


def beside(status: Status, word: Mark) -> Status:
    """Let a word act on the event that it stands beside: a modal, a negation, an adverb, an adjective."""
    return (status.negated() if word.negates else status).weakened(word.modality)


def governed(status: Status, word: Mark, around: Status) -> Status:
    """Let a word act on the clause under it; `around` is the status that the words beside the word give to it."""
    affirmed = around.polarity is Polarity.AFFIRMED
    match word.effect(around.polarity):
        case "-":
            status = status.negated().weakened(word.modality)
        case "o":
            if status.modality is Modality.ACTUAL:
                status = status.weakened(Modality.POSSIBLE if word.modality is Modality.ACTUAL else word.modality)
            status = status.negated() if word.negates and affirmed else status
        case "":
            status = status if affirmed else status.negated()
    return status.weakened(around.modality)


def said(status: Status, word: Mark, around: Status, attribution: str) -> Status:
    """Let a word of saying or thinking act on what it says, for who says it."""
    affirmed = around.polarity is Polarity.AFFIRMED
    if attribution == Attribution.DENIED:
        status = status.weakened(word.modality)
        return status.negated() if affirmed else status.weakened(Modality.POSSIBLE)
    if status.modality is Modality.ACTUAL:
        status = status.weakened(word.modality)
    if word.effect(around.polarity) == "-" or (word.negates and affirmed):
        status = status.negated()
    return status if affirmed or word.signature == "+/+" else status.weakened(Modality.POSSIBLE)
