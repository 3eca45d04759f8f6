"""From parsed sentences to events with their claims: applies the stages in order and puts their results together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.event import (
    AUTHOR,
    Actor,
    Attribution,
    Claim,
    Event,
    Mention,
    Modality,
    Occasion,
    Place,
    Reading,
    Step,
    TimeSpan,
)
from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.aim import aims
from kg.understand.clause import conjuncts, is_passive, is_verb
from kg.understand.dating import told
from kg.understand.headline import headline
from kg.understand.judgement import Context
from kg.understand.label import label
from kg.understand.name import settle
from kg.understand.occasion import occasions
from kg.understand.occurrence import Occurrences, recur
from kg.understand.phrase import Phrase, phrases
from kg.understand.predicate import Predicate, predicates
from kg.understand.referent import Referents, refer
from kg.understand.sense import Filler
from kg.understand.source import extents
from kg.understand.speaker import statements
from kg.understand.stance import Stance, stances
from kg.understand.statement import Statement
from kg.understand.supposed import supposed
from kg.understand.thing import gather
from kg.understand.trigger import mentions
from kg.when import dates
from kg.words.lexicon import Lexicon
from kg.words.smallword import small_word

_COUNTED: Final[Mapping[str, str]] = {"Death": "killed", "Injury": "injured"}
"""Class of event to the property that counts its victims."""


_ORDERING: Final = frozenset({"prep", "mark", "advmod", "pcomp"})
"""Labels of the words that can order two events."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of an article before its events are put together."""

    text: str
    sentences: tuple[Sentence, ...]
    phrases: Mapping[int, Phrase]
    predicates: Mapping[int, Predicate]
    """By the index of the trigger."""
    words: Mapping[int, Predicate]
    """By the index of each word that names the event, and of a copula that has it as complement."""
    statements: Mapping[int, Statement]
    """By the index of the cue."""
    referents: Referents
    occurrences: Occurrences
    times: Mapping[int, tuple[TimeSpan, ...]]
    """By the index of the trigger that they date."""
    occasions: Mapping[int, Sequence[Occasion]]
    """By the index of the trigger of their event."""
    aims: Mapping[int, tuple[Filler, ...]]
    """Whom the event of a trigger, by its index, is aimed at through another event."""
    lexicon: Lexicon

    def event(self, token: Token) -> str:
        """Give the key of the event that a trigger names."""
        return self.occurrences.keys[token.i]

    def events(self, token: Token) -> tuple[str, ...]:
        """Give the keys of the events that a word, or the clause under it, names."""
        found = self.words.get(token.i)
        return (self.event(found.token),) if found else ()

    def sentence(self, predicate: Predicate) -> Sentence:
        """Give the sentence that a predicate stands in."""
        return self.sentences[predicate.sentence]


def extract(
    text: str, sentences: Sequence[Sentence], published: date | None, lexicon: Lexicon, *, home: str = ""
) -> Reading:
    """Understand the parsed sentences of an article: its things, events and claims.

    `home` names the region that the publisher serves, where it is known.
    """
    spans = dates.find(sentences, published)
    analysis = _analyse(text, sentences, spans, lexicon, home)
    claims = _claims(analysis)
    guessed = _suppose(analysis, claims, published)
    analysis = replace(analysis, times={**analysis.times, **{i: (t,) for i, t in guessed.items()}})
    events = _events(analysis, claims)
    days = [t for t in guessed.values() if any(e.time == t.key for e in events)]
    used = analysis.referents
    part = {key for event in events for _, key in event.roles}
    cited = {key for claim in claims for key in (claim.source, *claim.via)}
    acting = [a for a in used.acting.values() if a.key in part or a.key in cited]
    return Reading(
        sentences=tuple(s.span for s in sentences),
        actors=tuple(
            sorted(
                _cited_in_full([*used.actors.values(), *_with_mentions(acting, analysis)], analysis),
                key=lambda a: a.key,
            )
        ),
        objects=tuple(sorted((o for o in used.objects.values() if o.key in part), key=lambda o: o.key)),
        places=tuple(sorted(_places(used, events), key=lambda p: p.key)),
        times=_merge_times([*spans, *_joined(analysis, spans), *days]),
        events=tuple(sorted(events, key=lambda e: e.key)),
        claims=tuple(sorted(claims, key=lambda c: c.key)),
        occasions=tuple(_occasions(analysis)),
        notes=() if published else ("The article has no date, so words like yesterday stay without dates.",),
    )


def _places(used: Referents, events: Iterable[Event]) -> Iterator[Place]:
    """Give the places that have a name, or that take part in something: a bare "school" is none to put on a map."""
    needed = {key for event in events for _, key in event.roles}
    needed |= {key for actor in (*used.actors.values(), *used.acting.values()) for key in actor.affiliations}
    needed |= {key for place in used.places.values() for key in (*place.within, *place.near)}
    return (p for p in used.places.values() if p.key in needed or p.lat or "/" in p.key or p.close)


def _suppose(analysis: Analysis, claims: Iterable[Claim], published: date | None) -> dict[int, TimeSpan]:
    """Suppose when what the text does not date happened, if somebody presents it as having happened."""
    happened = {c.about for c in claims if c.modality is Modality.ACTUAL}
    # An event that another telling dates is dated.
    happened -= {analysis.event(p.token) for i, p in analysis.predicates.items() if analysis.times.get(i)}
    actual = {i: p for i, p in analysis.predicates.items() if analysis.event(p.token) in happened}
    return supposed(analysis.sentences, analysis.times, actual, analysis.words, published, analysis.lexicon)


# ── stages ───────────────────────────────────────────────────────────────────


def _analyse(
    text: str, sentences: Sequence[Sentence], spans: Sequence[TimeSpan], lexicon: Lexicon, home: str
) -> Analysis:
    found = settle(sentences, {i: p for s in sentences for i, p in phrases(s, lexicon).items()}, lexicon)
    per_sentence = [predicates(s, found, lexicon) for s in sentences]
    said = statements(sentences, per_sentence, found, lexicon, text)
    known = {p.token.i: p for row in per_sentence for p in row}
    found = {
        i: p if p.kind != "Event" or p.named or i in known else replace(p, kind="Object") for i, p in found.items()
    }
    known |= {s.predicate.token.i: s.predicate for s in said}
    clusters, index = gather(sentences, [found[i] for i in sorted(found)], said, lexicon)
    referents = refer(sentences, found, clusters, index, lexicon, home)
    words = dict(_words(sentences, known))
    times = told(sentences, spans, words, lexicon)
    return Analysis(
        text=text,
        sentences=tuple(sentences),
        phrases=found,
        predicates=known,
        words=words,
        statements={s.predicate.token.i: s for s in said},
        referents=referents,
        occurrences=recur(known, found, said, referents, times, headline(sentences)),
        times=times,
        occasions=occasions(sentences, spans, found, words, lexicon, text),
        aims=aims(known, words, referents, lexicon),
        lexicon=lexicon,
    )


def _words(sentences: Sequence[Sentence], known: Mapping[int, Predicate]) -> Iterator[tuple[int, Predicate]]:
    """Give the predicate of each word that names an event; a copula names what its complement names."""
    for sentence in sentences:
        for token in sentence.tokens:
            if token.pos == "AUX" and token.dep not in {"aux", "auxpass"}:
                below = [c for c in sentence.children(token) if c.dep in {"acomp", "attr"} and c.i in known]
                if below:
                    yield token.i, known[below[0].i]
    for predicate in known.values():
        for word in predicate.words:
            yield word.i, predicate
    for i, predicate in known.items():
        yield i, predicate


# ── claims ───────────────────────────────────────────────────────────────────


def _claims(analysis: Analysis) -> list[Claim]:
    found: dict[tuple[object, ...], Claim] = {}
    keys: set[str] = set()
    near_to = _statements_near(analysis)
    for predicate in analysis.predicates.values():
        sentence = analysis.sentence(predicate)
        near = near_to.get(sentence.index, ())
        context = Context(sentence, analysis.words, analysis.phrases, near, analysis.lexicon)
        for claim in (c for view in stances(predicate, context) for c in _claim(predicate, view, analysis)):
            view = (
                claim.about,
                claim.source,
                claim.attribution,
                claim.modality,
                claim.polarity,
                claim.via,
                claim.conditions,
            )
            known = found.get(view)
            if known is None and claim.key in keys:
                # Who answers a claim on the event has one of their own.
                claim = replace(claim, key=f"{claim.key}_{_place_of(claim.source, analysis)}")
            found[view] = claim if known is None else _corroborate(known, claim)
            keys.add(found[view].key)
    return list(found.values())


def _corroborate(known: Claim, claim: Claim) -> Claim:
    """Put what one source says twice of one event into one claim."""
    return replace(known, evidence=tuple(sorted({*known.evidence, *claim.evidence})))


def _claim(predicate: Predicate, view: Stance, analysis: Analysis) -> Iterator[Claim]:
    about = analysis.event(predicate.token)
    cited = _keys(view.chain[0].cited, analysis) if view.chain else []
    sources = cited or (_actors(view.chain[0], analysis) if view.chain else [])
    passing = view.chain if cited else view.chain[1:]
    via = tuple(dict.fromkeys(k for s in passing for k in _actors(s, analysis)))
    conditions = tuple(k for t in view.conditions for k in analysis.events(t) if k != about)
    number = predicate.token.begin
    for source in sources or [AUTHOR]:
        others = tuple(k for k in via if k != source)
        attribution = view.attribution
        if source == AUTHOR and view.chain and attribution is Attribution.ASSERTED:
            attribution = Attribution.REPORTED
        yield Claim(
            key=f"claim_{number}" if _is_first(source, sources) else f"claim_{number}_{_place_of(source, analysis)}",
            about=about,
            source=source,
            attribution=attribution,
            modality=view.modality,
            polarity=view.polarity,
            evidence=(analysis.sentence(predicate).span,),
            via=others,
            conditions=conditions,
            steps=tuple(Step(s.word.span, s.rule, *s.status) for s in view.steps),
        )


def _is_first(source: str, sources: Sequence[str]) -> bool:
    return not sources or source == sources[0]


def _place_of(source: str, analysis: Analysis) -> str:
    """Give the offset of the first mention of a source, which tells its claim from others on the same event."""
    actor = analysis.referents.actors.get(source)
    if actor and actor.mentions:
        return str(actor.mentions[0].span.begin)
    place = next((analysis.referents.places[p] for p, a in analysis.referents.acting.items() if a.key == source), None)
    return str(place.mentions[0].span.begin) if place and place.mentions else "0"


def _actors(statement: Statement, analysis: Analysis) -> list[str]:
    """Give the keys of those who make a statement."""
    return _keys(statement.predicate.of("actor"), analysis)


def _keys(tokens: Iterable[Token], analysis: Analysis) -> list[str]:
    """Give the keys of those whom words name who can say something, each once."""
    keys = (analysis.referents.of(t, "actor") for t in tokens)
    return list(dict.fromkeys(k for k in keys if k and k not in analysis.referents.objects))


def _statements_near(analysis: Analysis) -> dict[int, list[Statement]]:
    """Give for each sentence, by its index, the statements that cover some of it, in their order."""
    sentences, found = analysis.sentences, defaultdict[int, list[Statement]](list)
    begins = [sentence.span.begin for sentence in sentences]
    for statement in analysis.statements.values():
        covered = {
            number
            for span in statement.content
            for number in range(max(bisect_right(begins, span.begin) - 1, 0), bisect_left(begins, span.end))
            if span.overlaps(sentences[number].span)
        }
        for number in covered:
            found[sentences[number].index].append(statement)
    return found


# ── events ───────────────────────────────────────────────────────────────────


def _events(analysis: Analysis, claims: Sequence[Claim]) -> list[Event]:
    made: dict[str, list[str]] = defaultdict(list)
    by_event: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_event[claim.about].append(claim)
    near = _statements_near(analysis)
    for predicate in analysis.predicates.values():
        key = analysis.event(predicate.token)
        for statement in near.get(analysis.sentence(predicate).index, ()):
            if statement.predicate.token != predicate.token and statement.covers(predicate.token):
                makers = {*_actors(statement, analysis)}
                if not any(analysis.referents.of(t, "actor") for t in statement.predicate.of("actor")):
                    makers.add(AUTHOR)
                made[analysis.event(statement.predicate.token)] += [
                    c.key for c in by_event[key] if makers & {c.source, *c.via}
                ]
    order = _order(analysis)
    grouped: dict[str, list[Event]] = defaultdict(list)
    for predicate in analysis.predicates.values():
        event = _event(predicate, analysis, made, order)
        grouped[event.key].append(event)
    return [_unite(events, analysis.occurrences) for events in grouped.values()]


def _event(
    predicate: Predicate,
    analysis: Analysis,
    made: Mapping[str, Sequence[str]],
    order: Mapping[str, Mapping[str, Sequence[str]]],
) -> Event:
    key = analysis.event(predicate.token)
    statement = analysis.statements.get(predicate.token.i)
    says = analysis.lexicon.attributes(predicate.kind)
    times = analysis.times.get(predicate.token.i, ())
    following = order.get(key, {})
    return Event(
        key=key,
        kind=predicate.kind,
        label=_label(predicate, analysis),
        mentions=mentions(predicate, analysis.sentence(predicate), analysis.lexicon),
        roles=_roles(predicate, analysis),
        time=times[0].key if times else "",
        occasions=tuple(sorted(o.key for o in analysis.occasions.get(predicate.token.i, ()))),
        direction=predicate.sense.direction if predicate.sense else "",
        before=tuple(sorted({*following.get("before", ())} - {key})),
        causes=tuple(sorted({*following.get("causes", ())} - {key})),
        coreferent=analysis.occurrences.alike.get(key, ()),
        amounts=_amounts(predicate, analysis),
        content=statement.content if statement and says else (),
        quotes=tuple(q.of(analysis.text) for q in statement.quotes) if statement and says else (),
        states=tuple(sorted(set(made.get(key, ())))) if says else (),
        **_victims(predicate, analysis),
    )


def _roles(predicate: Predicate, analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """Give the pairs of role and key of an event, sorted."""
    found: dict[tuple[str, str], None] = {}
    says = analysis.lexicon.attributes(predicate.kind)
    for filler in (*predicate.fillers, *analysis.aims.get(predicate.token.i, ())):
        role = filler.role
        if role == "amount" or (role == "content" and says):
            continue
        role = "target" if role == "content" else role
        events = analysis.events(filler.token)
        if events:
            if role == "target":
                found.update({(role, k): None for k in events})
            continue
        key = analysis.referents.of(filler.token, role)
        if key:
            found[role, key] = None
    own = analysis.event(predicate.token)
    # What it is done to is not where it happens too: "sanctions on banks".
    done_to = {("place", key) for role, key in found if role in {"target", "recipient"}}
    return tuple(sorted(pair for pair in found if pair[1] != own and pair not in done_to))


def _amounts(predicate: Predicate, analysis: Analysis) -> tuple[str, ...]:
    """Give by how much: what a slot asks for, and the measure beside a verb, as in "fell 2 cents"."""
    beside = [t for t in analysis.sentence(predicate).children(predicate.token) if t.dep == "npadvmod"]
    measures = [p for t in beside for p in [analysis.phrases.get(t.i)] if p and p.kind == "Amount"]
    phrases = [p for t in predicate.of("amount") for p in [analysis.phrases.get(t.i)] if p]
    return tuple(sorted({p.text for p in (*phrases, *measures)}))


def _victims(predicate: Predicate, analysis: Analysis) -> dict[str, int]:
    """Count the dead or injured that the text counts."""
    entry_kinds = {predicate.kind} | _kinds_of(predicate, analysis.lexicon)
    counted = next((_COUNTED[k] for k in ("Death", "Injury") if k in entry_kinds), "")
    if not counted:
        return {}
    sentence = analysis.sentence(predicate)
    for target in predicate.of("target"):
        for token in (target, *sentence.children(target)):
            digits = token.text.replace(",", "")
            if token.tag == "CD" and digits.isdecimal() and token.i <= target.i:
                return {counted: int(digits)}
    return {}


def _kinds_of(predicate: Predicate, lexicon: Lexicon) -> set[str]:
    """Give the classes of all senses of a word: "kill" is an attack where the killer is named, and still a death."""
    pos = "verb" if is_verb(predicate.token) else "noun"
    return {s.kind for e in lexicon.find(pos, predicate.token.lemma.lower()) for s in e.senses}


def _is_noun(token: Token) -> bool:
    return not is_verb(token) and token.pos != "ADJ"


def _label(predicate: Predicate, analysis: Analysis) -> str:
    referents = analysis.referents

    def name(filler: Filler) -> tuple[str, bool]:
        key = referents.of(filler.token, filler.role)
        if key:
            return referents.label(key), key in referents.plural
        named = analysis.phrases.get(filler.token.i)
        return (named.text, named.plural) if named and named.kind == "Event" else ("", False)

    phrase = analysis.phrases.get(predicate.token.i)
    passive = is_verb(predicate.token) and is_passive(analysis.sentence(predicate), predicate.token)
    if predicate.sense is None and (predicate.particles or not predicate.token.text[0].isalnum()):
        names = [name(f)[0] for f in predicate.fillers if f.role == "actor"]
        return label(
            predicate, "statement of " + " and ".join(filter(None, names)) if any(names) else "statement", False, name
        )
    return label(predicate, phrase.text if phrase and _is_noun(predicate.token) else "", passive, name)


def _unite(events: Sequence[Event], occurrences: Occurrences) -> Event:
    """Put the mentions of one event into one: roles, spans and statements of all."""
    first = min(events, key=lambda e: e.mentions[0])
    if len(events) == 1:
        return first
    kinds = [e.kind for e in events if e.kind != "Event"] or ["Event"]
    return replace(
        first,
        kind=kinds[0],
        mentions=tuple(sorted({m for e in events for m in e.mentions})),
        roles=tuple(sorted({r for e in events for r in e.roles})),
        time=next((e.time for e in events if e.time), ""),
        occasions=tuple(sorted({o for e in events for o in e.occasions})),
        before=tuple(sorted({b for e in events for b in e.before})),
        causes=tuple(sorted({c for e in events for c in e.causes})),
        content=tuple(sorted({c for e in events for c in e.content})),
        quotes=tuple(dict.fromkeys(q for e in events for q in e.quotes)),
        states=tuple(sorted({s for e in events for s in e.states})),
    )


def _order(analysis: Analysis) -> dict[str, dict[str, list[str]]]:
    """Find which event the text puts before another, and which brings another about, by the words between them."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for predicate in analysis.predicates.values():
        # "The attack killed ten": what an event does to somebody, it brings about.
        for token in predicate.of("actor") if predicate.of("target") and predicate.kind != "State" else ():
            for cause in analysis.events(token):
                found[cause]["causes"].append(analysis.event(predicate.token))
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            entry = small_word(sentence, token, analysis.lexicon) if token.dep in _ORDERING else None
            if entry is None or not entry.orders:
                continue
            under, above = _both(sentence, token, analysis)
            for low in under:
                for high in above:
                    if entry.orders == "after":
                        found[high]["before"].append(low)
                    else:
                        found[low][entry.orders].append(high)
    return found


def _both(sentence: Sentence, word: Token, analysis: Analysis) -> tuple[list[str], list[str]]:
    """Give the events under a word of order and the events that its clause modifies."""
    head = sentence.head(word)
    if word.dep == "prep":
        inner = [c for c in sentence.children(word) if c.dep in {"prep", "pcomp"}]
        below = [c for w in (word, *inner) for c in sentence.children(w) if c.dep in {"pobj", "pcomp"}]
        under = [k for c in below for m in conjuncts(sentence, c) for k in analysis.events(m)]
        return under, list(analysis.events(head))
    return list(analysis.events(head)), list(analysis.events(sentence.head(head))) if head.dep == "advcl" else []


def _with_mentions(acting: Iterable[Actor], analysis: Analysis) -> Iterator[Actor]:
    """Give the acting bodies the spans of their places where these act."""
    spans: dict[str, set[Mention]] = defaultdict(set)
    for i, predicate in analysis.predicates.items():
        for filler in (*predicate.fillers, *analysis.aims.get(i, ())):
            key = analysis.referents.of(filler.token, filler.role)
            if key != analysis.referents.keys.get(filler.token.i, ""):
                phrase = analysis.phrases.get(filler.token.i)
                spans[key].add(Mention(phrase.span if phrase else filler.token.span))
    for actor in acting:
        yield replace(actor, mentions=tuple(sorted(spans.get(actor.key, ()))))


def _cited_in_full(actors: Iterable[Actor], analysis: Analysis) -> Iterator[Actor]:
    """Give who is cited the spans of the full noun phrases that cite them."""
    full: dict[str, dict[Span, Span]] = defaultdict(dict)
    for token, short, extent in extents(
        analysis.sentences, analysis.statements.values(), analysis.phrases, analysis.lexicon
    ):
        full[analysis.referents.of(token, "actor")][short] = extent
    for actor in actors:
        spans = full.get(actor.key, {})
        yield replace(
            actor, mentions=tuple(sorted({m._replace(span=spans.get(m.span, m.span)) for m in actor.mentions}))
        )


def _occasions(analysis: Analysis) -> Iterator[Occasion]:
    """Give the occasions of the events, each once."""
    unique = {o.key: o for i, several in analysis.occasions.items() if i in analysis.predicates for o in several}
    yield from (unique[key] for key in sorted(unique))


def _joined(analysis: Analysis, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Give the times of events that several expressions tell together: "between 2001 and 2005"."""
    known = {t.key for t in spans}
    used = (t for i in sorted(analysis.times) for t in analysis.times[i][:1])
    return list({t.key: t for t in used if t.key not in known and not t.confidence}.values())


def _merge_times(spans: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    found: dict[str, TimeSpan] = {}
    for span in spans:
        known = found.get(span.key)
        found[span.key] = (
            span if known is None else replace(known, mentions=tuple(sorted({*known.mentions, *span.mentions})))
        )
    return tuple(sorted(found.values(), key=lambda t: t.key))
