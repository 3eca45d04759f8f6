"""The claims of an article: who presents which event how, by which words, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.event import (
    AUTHOR,
    Attribution,
    Claim,
    Step,
)
from kg.understand.analysis import Analysis, makers, sayers, statements_near
from kg.understand.certainty.judgement import Context
from kg.understand.certainty.stance import Stance, stances
from kg.understand.grammar.predicate import Predicate


def claims_of(analysis: Analysis) -> list[Claim]:
    """Give the claims of an article, each once: what one source says twice of an event is one claim."""
    found: dict[tuple[object, ...], Claim] = {}
    keys: set[str] = set()
    near_to = statements_near(analysis)
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
            while known is None and claim.key in keys:
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
    cited = sayers(view.chain[0].cited, analysis) if view.chain else []
    sources = cited or (makers(view.chain[0], analysis) if view.chain else [])
    passing = view.chain if cited else view.chain[1:]
    via = tuple(dict.fromkeys(k for s in passing for k in makers(s, analysis)))
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
