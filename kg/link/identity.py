"""Which people and bodies of several articles are one: a sieve of sure rules, as within an article, over a whole store.

1. What a user says is one or two things is so.
2. A full name that is rare ("Angela Merkel", "Airbus Industrie") means the same everywhere.
3. A body whose name each country may have ("Finance Ministry") is one with its like of the same country.
4. A full name that many may bear ("John Smith") means the same where the articles share enough beside it.
5. A short name ("Merkel", "ESA") is one with the fuller name that fits, if there is just one, or if the articles share
   enough beside it.

No pair of articles is compared: things meet only in blocks of one name, and a thing is compared with the groups of its
block. Where nothing but the name speaks for two of a frequent name they are near matches (skos:closeMatch).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg import iri
from kg.group import Groups
from kg.link import name
from kg.link.name import Form
from kg.link.profile import Profile, Thing
from kg.link.verdict import Verdicts
from kg.where import country as lands
from kg.where import gazetteer
from kg.words.lexicon import Lexicon
from kg.words.namelist import names

_NAME: Final = 1.0
"""How much another name that two articles share speaks for the same bearer."""
_PLACE: Final = 0.7
_NATION: Final = 0.5
_BELONGS: Final = 0.7
_WORD: Final = 0.6
_SECTOR: Final = 0.3
_USUAL: Final = 25
"""In so many articles a feature speaks half as much as a rare one."""
_BEARER: Final = 0.6
"""What must speak for it that two articles mean the same by a frequent full name."""
_SHORT: Final = 0.8
"""The same for a short name and the only full name that fits it."""
_ONE_OF_MANY: Final = 1.6
"""The same where several full names fit, and for two short names."""
_ACRONYM: Final = 5
"""Letters of the longest acronyms; a longer word that is only written in capitals may be any word of a headline."""
_CODE: Final = 3
"""Letters of the longest codes of countries."""
_LEAD: Final = 0.8
"""How much more must speak for one of several than for the next."""


class Known(NamedTuple):
    """A thing of an article with all that can tell it from others."""

    thing: Thing
    article: str
    form: Form
    """Of its fullest name."""
    aliases: frozenset[Form]
    """Of its other names."""
    body: bool
    """Whether it is a body or group, no person."""
    legal: bool
    """Whether its name says its legal form, and so that it is a company."""
    law: str
    """The law that its legal form is of."""
    nation: str
    """IRI of the country that it belongs to, or that its article speaks of most."""
    features: frozenset[tuple[str, str]]


class Identities(NamedTuple):
    """Which things are one, and which may be."""

    groups: Groups
    close: tuple[tuple[str, str], ...]
    """Pairs of things (their groups' first) that share a frequent name and nothing else."""


Nation = Callable[[str], str]
"""From the IRI of a place to that of the country that it lies in, or nothing."""


def identify(profiles: Sequence[Profile], verdicts: Verdicts, lexicon: Lexicon, nation: Nation) -> Identities:
    """Find which named things of some articles are one."""
    known = [one for profile in profiles for one in _known(profile, nation, lexicon)]
    groups = Groups()
    for one, other in verdicts.same:
        groups.join(one, other)
    for one, other in verdicts.different:
        groups.keep_apart(one, other)
    doubted = {x for pair in verdicts.different for x in pair}
    weights = _weights(known)
    pools = _Pools(groups, weights)
    later: list[Known] = []
    close: list[tuple[str, str]] = []
    for block in _blocks(known, doubted):
        later += _join_equal(block, pools, lexicon, doubted, close)
    _join_short(later, known, pools, lexicon, close)
    return Identities(groups, tuple(sorted(set(close))))


# ── what is known of a thing ─────────────────────────────────────────────────


def _known(profile: Profile, nation: Nation, lexicon: Lexicon) -> Iterator[Known]:
    nations = Counter(filter(None, map(nation, profile.places)))
    forms = {thing.iri: _form(thing) for thing in profile.things}
    for thing in profile.things:
        form = forms[thing.iri]
        if not form or not _is_name(thing) or _is_nobody(thing, form, lexicon):
            continue
        own = [n for n in (nation(place) for place in thing.belongs) if n]
        other = {(" ", " ".join(f)) for i, f in forms.items() if i != thing.iri and f}
        features = other | {("n", n) for n in nations} | {("p", p) for p in set(profile.places) if p not in nations}
        features |= {("b", b) for b in (*own, *(" ".join(forms[b]) for b in thing.belongs if b in forms))}
        features |= {("w", word) for word in thing.words} | ({("s", thing.sector)} if thing.sector else set())
        aliases = frozenset(_form(thing._replace(names=(n,), label=n)) for n in thing.names) - {form}
        yield Known(
            thing, profile.article, form, aliases, thing.kind != "Person", name.is_legal(thing.label),
            name.law(thing.label), own[0] if own else _main(nations), frozenset(features),
        )  # fmt: skip


def _form(thing: Thing) -> Form:
    return name.person(thing.label) if thing.kind == "Person" else name.company(thing.label)


def _is_name(thing: Thing) -> bool:
    """Tell whether the words can be a name: letters with a capital among them, no figures, and not too many words."""
    words = thing.label.split()
    return (
        thing.kind in {"Person", "Organization"}
        and len(words) <= 8
        and any(c.isupper() for c in thing.label)
        and sum(c.isalpha() for c in thing.label) > 1
        and not any(word.replace(",", "").replace(".", "").isdigit() for word in words)
        and not (thing.kind == "Person" and "." in words[0] and gazetteer.country(words[0]))
    )


def _is_nobody(thing: Thing, form: Form, lexicon: Lexicon) -> bool:
    """Tell whether a name names nobody: what one does ("Treasurer"), a country's adjective, "U.S. Companies"."""
    if thing.kind == "Person":
        return name.is_role(form, lexicon)
    words = [word for word in thing.label.split() if word != word.lower()]
    if words and lands.by_word(words[0].title() if words[0].isalpha() and len(words[0]) > _CODE else words[0]):
        adjective = not lands.named(words[0].title())
        return name.is_many(name.fold(" ".join(words[1:])), lexicon) if len(words) > 1 else adjective
    return False


def _main(nations: Mapping[str, int]) -> str:
    """Give the country that is named more than all others together, or nothing."""
    best = max(sorted(nations), key=lambda n: nations[n], default="")
    return best if best and 2 * nations[best] > sum(nations.values()) else ""


def _weights(known: Iterable[Known]) -> Mapping[tuple[str, str], float]:
    """Say how much each feature speaks for two things being one: the less, the more articles have it."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in known:
        for feature in one.features:
            seen[feature].add(one.article)
    base = {" ": _NAME, "p": _PLACE, "n": _NATION, "b": _BELONGS, "w": _WORD, "s": _SECTOR}
    return {feature: base[feature[0]] / (1 + len(articles) / _USUAL) for feature, articles in seen.items()}


# ── groups of one name ───────────────────────────────────────────────────────


class _Pools:
    """The groups with what is known of their members."""

    def __init__(self, groups: Groups, weights: Mapping[tuple[str, str], float]) -> None:
        self.groups = groups
        self._weights = weights
        self._features: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._genders: dict[str, set[str]] = defaultdict(set)
        self._nations: dict[str, set[str]] = defaultdict(set)

    def add(self, one: Known) -> None:
        """Let a thing stand for its group."""
        root = self.groups.root(one.thing.iri)
        self._features[root] |= one.features
        self._genders[root] |= {one.thing.gender} - {""}
        self._nations[root] |= {v for k, v in one.features if k == "b" and v.startswith(iri.BASE)}

    def join(self, one: Known, root: str) -> bool:
        """Put a thing into a group, where it may."""
        if not self.groups.join(one.thing.iri, root):
            return False
        now = self.groups.root(root)
        if now != root:
            self._features[now] |= self._features[root]
            self._genders[now] |= self._genders[root]
            self._nations[now] |= self._nations[root]
        self.add(one)
        return True

    def fits(self, one: Known, root: str) -> float:
        """Say how much speaks for a thing being of a group; nothing where gender or verdict speak against it."""
        root = self.groups.root(root)
        genders = self._genders[root] | {one.thing.gender} - {""}
        if len(genders) > 1 or not self.groups.may_join(one.thing.iri, root):
            return 0.0
        nations = {v for k, v in one.features if k == "b" and v.startswith(iri.BASE)}
        against = nations and self._nations[root] and not nations & self._nations[root]
        found = sum(self._weights[f] for f in sorted(one.features & self._features[root]))
        return found / 2 if against else found


def _blocks(known: Iterable[Known], doubted: set[str]) -> list[list[Known]]:
    """Gather what bears one name, people and bodies apart."""
    blocks: dict[tuple[bool, Form], list[Known]] = defaultdict(list)
    for one in known:
        blocks[one.body, one.form].append(one)
    return [sorted(blocks[key], key=lambda k: k.thing.iri) for key in sorted(blocks)]


def _join_equal(
    block: list[Known], pools: _Pools, lexicon: Lexicon, doubted: set[str], close: list[tuple[str, str]]
) -> list[Known]:
    """Join those of a block that the name makes one; give back those of whom it says too little."""
    form, body = block[0].form, block[0].body
    if len(form) == 1 and len(form[0]) > _ACRONYM and all(one.thing.label.isupper() for one in block):
        return []
    contested = any(one.thing.iri in doubted for one in block)
    legal = any(one.legal for one in block)
    if form[-1] in names().nothing or (body and _is_piece(block, legal=legal)):
        return []
    if body and name.is_generic(form, lexicon) and not legal:
        if not name.is_body(form, lexicon):
            return [] if len(form) > 1 else block
        by_nation: dict[str, list[Known]] = defaultdict(list)
        for one in block:
            by_nation[one.nation].append(one)
        for nation, same in sorted(by_nation.items()):
            if nation:
                _join_all(same, pools)
        return []
    if body and len(form) == 1 and not contested:
        for law in sorted({one.law for one in block if one.legal}):
            _join_all([one for one in block if one.legal and one.law == law], pools)
        return [one for one in block if not one.legal]
    if not contested and not (not body and name.is_frequent(form)):
        _join_all(block, pools)
        return []
    if not body and len(form) == 1:
        return block
    _join_by_context(block, pools, _BEARER, close)
    return []


def _is_piece(block: Sequence[Known], *, legal: bool) -> bool:
    """Tell whether a name may be torn off a company's: "Telegraph Co", or a region with a legal form behind."""
    form = block[0].form
    return name.is_piece(form, legal=legal) or (legal and gazetteer.country(" ".join(form).title()) is not None)


def _join_all(same: Sequence[Known], pools: _Pools) -> None:
    for one in same:
        pools.join(one, pools.groups.root(same[0].thing.iri))


def _join_any(same: Sequence[Known], pools: _Pools) -> None:
    """Join those of a word that may be short for several bodies, where an acronym or enough beside it speaks for it."""
    if all(len(one.form[0]) <= _ACRONYM and one.thing.label.isupper() for one in same):
        _join_all(same, pools)
    else:
        _join_by_context(same, pools, _ONE_OF_MANY, [])


def _join_by_context(block: Sequence[Known], pools: _Pools, enough: float, close: list[tuple[str, str]]) -> None:
    """Join each with the group of its name that most speaks for, if enough does; the rest are near matches."""
    roots: list[str] = []
    for one in block:
        roots = sorted({pools.groups.root(root) for root in roots})
        best = max(roots, key=lambda root: pools.fits(one, root), default="")
        if best and pools.fits(one, best) >= enough:
            pools.join(one, best)
        else:
            pools.add(one)
            roots.append(pools.groups.root(one.thing.iri))
    roots = sorted({pools.groups.root(root) for root in roots})
    largest = max(roots, key=lambda root: len(pools.groups.members(root)))
    close += [(largest, root) for root in roots if root != largest and pools.groups.may_join(root, largest)]


# ── short names ──────────────────────────────────────────────────────────────


def _join_short(
    later: Iterable[Known], known: Sequence[Known], pools: _Pools, lexicon: Lexicon, close: list[tuple[str, str]]
) -> None:
    """Join things with short names to those whose fuller name fits; what has no fuller name stands by its own."""
    fuller = _fuller(known)
    partial = (one for one in known if not one.body and len(one.form) > 1)
    shared = _shared(known)
    blocks: dict[tuple[bool, Form], list[Known]] = defaultdict(list)
    for one in sorted({*later, *partial}, key=lambda k: k.thing.iri):
        blocks[one.body, one.form].append(one)
    for body, form in sorted(blocks, key=lambda key: (-len(key[1]), key)):
        block = blocks[body, form]
        forms = _fitting(form, fuller.get((body, form[-1:]), {}), body=body)
        alone = [one for one in block if not forms or not _join_fuller(one, forms, pools, close)]
        if body and not name.is_generic(form, lexicon):
            (_join_any if form[0] in shared else _join_all)(alone, pools)
        elif not body and len(form) == 1 and not forms:
            _join_by_context(block, pools, _ONE_OF_MANY, [])


def _shared(known: Iterable[Known]) -> frozenset[str]:
    """Give the words that the names of several companies begin with: "Bell" of two."""
    firms: dict[str, set[Form]] = defaultdict(set)
    for one in known:
        if one.body and one.legal and len(one.form) > 1:
            firms[one.form[0]].add(one.form)
    return frozenset(word for word, forms in firms.items() if len(forms) > 1)


def _fuller(known: Iterable[Known]) -> Mapping[tuple[bool, Form], Mapping[str, Form]]:
    """Give for each short name the things whose fuller name it may stand for, in order, with that name."""
    found: dict[tuple[bool, Form], dict[str, Form]] = defaultdict(dict)
    for one in sorted(known, key=lambda k: k.thing.iri):
        for short in _shorts(one):
            found[one.body, short].setdefault(one.thing.iri, one.form)
    return found


def _shorts(one: Known) -> Iterator[Form]:
    """Give the short names of a thing: a person's family name; what its article calls a body for short."""
    if one.body:
        common = names().common
        yield from (alias for alias in one.aliases if len(alias) == 1 != len(one.form) and alias[0] not in common)
        if one.legal and len(one.form) == 1:
            yield one.form
    elif len(one.form) > 1:
        yield one.form[-1:]


def _fitting(form: Form, things: Mapping[str, Form], *, body: bool) -> list[str]:
    """Give the things that a short name may stand for: for a person those whose name holds it, or begins like it."""
    return [thing for thing, full in things.items() if body or (full != form and name.may_shorten(form, full))]


def _join_fuller(one: Known, things: Iterable[str], pools: _Pools, close: list[tuple[str, str]]) -> bool:
    """Join a thing with the group of the fuller name that fits; tell whether there is one."""
    roots = sorted({pools.groups.root(thing) for thing in things} - {pools.groups.root(one.thing.iri)})
    fits = sorted(((pools.fits(one, root), root) for root in roots), reverse=True)
    if not fits:
        return False
    best, root = fits[0]
    enough = _SHORT if len(fits) == 1 else _ONE_OF_MANY
    leads = len(fits) == 1 or best - fits[1][0] >= _LEAD
    if best >= enough and leads and pools.join(one, root):
        return True
    if len(fits) == 1 and best > 0:
        close.append((root, one.thing.iri))
    return False
