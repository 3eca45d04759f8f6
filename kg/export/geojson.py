"""A map for other programs: GeoJSON (RFC 7946), a feature for each place on earth and for each event at one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg import iri
from kg.export.facts import Facts, kg
from kg.export.quad import Quad, name

Feature = dict[str, object]
"""A member of a feature collection."""

_ROLES: Final = ("actor", "target", "place")


def geojson(quads: Iterable[Quad]) -> str:
    """Write the places that have coordinates, then the events at them, each in the order of their IRIs.

    Longitude comes before latitude (section 3.1.1), in decimal degrees of WGS 84, which needs no declaration (section
    4). An event at several places has one point for each.
    """
    facts = Facts(quads)
    features = [*_places(facts), *_events(facts)]
    lines = (json.dumps(feature, ensure_ascii=False, sort_keys=True) for feature in features)
    inside = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{inside}\n]}}\n'


def _places(facts: Facts) -> Iterator[Feature]:
    for place in facts.of_kind("Place"):
        if point := _point(facts, place):
            yield _feature(place, {"type": "Point", "coordinates": point}, {
                "label": facts.label(place), "class": "Place",
                "feature": name(facts.one(place, f"<{iri.GN}featureCode>")).rpartition("#")[2],
                "within": _labels(facts, place, f"<{iri.GEO}sfWithin>"),
                "same": [name(one) for one in facts.all(place, f"<{iri.OWL}sameAs>")],
                "confidence": _sure(facts, place),
            })  # fmt: skip


def _events(facts: Facts) -> Iterator[Feature]:
    for event in facts.of_kind("Event"):
        points = [point for place in facts.all(event, kg("place")) if (point := _point(facts, place))]
        if not points:
            continue
        one = len(points) == 1
        geometry = {"type": "Point" if one else "MultiPoint", "coordinates": points[0] if one else points}
        time = facts.time(event)
        yield _feature(event, geometry, {
            "label": facts.label(event), "class": facts.kind(event),
            **{role: _labels(facts, event, kg(role)) for role in _ROLES},
            "begin": facts.text(time, kg("begin")), "end": facts.text(time, kg("end")),
            "confidence": facts.text(time, kg("confidence")),
        })  # fmt: skip


def _feature(subject: str, geometry: Mapping[str, object], properties: Mapping[str, object]) -> Feature:
    """Make a feature; what is not known is left out."""
    known = {key: value for key, value in properties.items() if value}
    return {"type": "Feature", "id": name(subject), "geometry": geometry, "properties": known}


def _sure(facts: Facts, place: str) -> str:
    """Say how sure it is that the place is meant: where it is surest, since once is enough to put it on the map."""
    return max((facts.text(mention, kg("confidence")) for mention in facts.all(place, kg("mentionedBy"))), default="")


def _point(facts: Facts, place: str) -> list[float]:
    lat, long = (facts.text(place, f"<{iri.WGS}{one}>") for one in ("lat", "long"))
    return [float(long), float(lat)] if lat and long else []


def _labels(facts: Facts, subject: str, predicate: str) -> list[str]:
    return [facts.label(value) for value in facts.all(subject, predicate)]
