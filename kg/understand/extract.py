"""From parsed sentences to events with their claims: puts together what the stages of understanding found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from kg.event import (
    AUTHOR,
    Claim,
    Event,
    Modality,
    Occasion,
    Place,
    Reading,
    TimeSpan,
)
from kg.text.sentence import Sentence, Token
from kg.understand.analysis import Analysis, analyse, makers, statements_near
from kg.understand.claim import claims_of
from kg.understand.grammar.clause import is_passive, is_verb
from kg.understand.grammar.label import label
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.regroup import regroup
from kg.understand.grammar.sense import Filler
from kg.understand.grammar.trigger import mentions
from kg.understand.occurrence import Occurrences
from kg.understand.participant import amounts, cited_in_full, roles, victims, with_mentions
from kg.understand.reference.referent import Referents
from kg.understand.sequence import sequence
from kg.understand.time.supposed import supposed
from kg.when import dates
from kg.words.lexicon import Lexicon


def extract(
    text: str, sentences: Sequence[Sentence], published: date | None, lexicon: Lexicon, *, home: str = ""
) -> Reading:
    """Understand the parsed sentences of an article: its things, events and claims.

    `home` names the region that the publisher serves, where it is known.
    """
    sentences = regroup(sentences, lexicon)
    spans = dates.find(sentences, published)
    analysis = analyse(text, sentences, spans, lexicon, home)
    claims = claims_of(analysis)
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
                cited_in_full([*used.actors.values(), *with_mentions(acting, analysis)], analysis),
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


# ── events ───────────────────────────────────────────────────────────────────


def _events(analysis: Analysis, claims: Sequence[Claim]) -> list[Event]:
    made: dict[str, list[str]] = defaultdict(list)
    by_event: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_event[claim.about].append(claim)
    near = statements_near(analysis)
    for predicate in analysis.predicates.values():
        key = analysis.event(predicate.token)
        for statement in near.get(analysis.sentence(predicate).index, ()):
            if statement.predicate.token != predicate.token and statement.covers(predicate.token):
                known = {*makers(statement, analysis)}
                if not any(analysis.referents.of(t, "actor") for t in statement.predicate.of("actor")):
                    known.add(AUTHOR)
                made[analysis.event(statement.predicate.token)] += [
                    c.key for c in by_event[key] if known & {c.source, *c.via}
                ]
    order = sequence(analysis)
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
        roles=roles(predicate, analysis),
        time=times[0].key if times else "",
        occasions=tuple(sorted(o.key for o in analysis.occasions.get(predicate.token.i, ()))),
        direction=predicate.sense.direction if predicate.sense else "",
        before=tuple(sorted({*following.get("before", ())} - {key})),
        causes=tuple(sorted({*following.get("causes", ())} - {key})),
        coreferent=analysis.occurrences.alike.get(key, ()),
        amounts=amounts(predicate, analysis),
        content=statement.content if statement and says else (),
        quotes=tuple(q.of(analysis.text) for q in statement.quotes) if statement and says else (),
        states=tuple(sorted(set(made.get(key, ())))) if says else (),
        **victims(predicate, analysis),
    )


def _is_noun(token: Token) -> bool:
    return not is_verb(token) and token.pos != "ADJ"


def _label(predicate: Predicate, analysis: Analysis) -> str:
    name = partial(_name, analysis)
    phrase = analysis.phrases.get(predicate.token.i)
    passive = is_verb(predicate.token) and is_passive(analysis.sentence(predicate), predicate.token)
    if predicate.sense is None and (predicate.particles or not predicate.token.text[0].isalnum()):
        names = [name(f)[0] for f in predicate.fillers if f.role == "actor"]
        return label(
            predicate, "statement of " + " and ".join(filter(None, names)) if any(names) else "statement", False, name
        )
    return label(predicate, phrase.text if phrase and _is_noun(predicate.token) else "", passive, name)


def _name(analysis: Analysis, filler: Filler) -> tuple[str, bool]:
    """Give the label of what fills a role, empty where it is nothing, and whether it is many."""
    referents = analysis.referents
    key = referents.of(filler.token, filler.role)
    if key:
        return referents.label(key), key in referents.plural
    named = analysis.phrases.get(filler.token.i)
    return (named.text, named.plural) if named and named.kind == "Event" else ("", False)


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
