"""The tree that the tokens of a paragraph make: reading it, and changing some of its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.text.sentence import Token


def at(tokens: Sequence[Token], i: int) -> Token:
    """Give the token with an index."""
    return tokens[i - tokens[0].i]


def children(tokens: Sequence[Token], head: Token) -> Iterator[Token]:
    """Give the tokens that hang on a token, in order."""
    return (t for t in tokens if t.head == head.i and t.i != head.i)


def change(tokens: list[Token], *changed: Token) -> list[Token]:
    """Give the tokens with some of them changed."""
    new = {t.i: t for t in changed}
    return [new.get(t.i, t) for t in tokens]


def under(tokens: Sequence[Token], token: Token, top: Token) -> bool:
    """Tell whether a token is another or hangs on it, at whatever depth."""
    for _ in range(len(tokens)):
        if token.i == top.i:
            return True
        if token.head == token.i:
            return False
        token = at(tokens, token.head)
    return False
