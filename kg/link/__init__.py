"""The same thing in several articles: people, bodies and events, found over a whole store."""

from kg.link.link import is_linked, link, note, unlink

__all__ = ["is_linked", "link", "note", "unlink"]
