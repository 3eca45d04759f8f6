"""The store: named graphs on disk or in memory, whole or not at all."""

from kg.store.journal import Part
from kg.store.store import DEFAULT, Known, Store, without

__all__ = ["DEFAULT", "Known", "Part", "Store", "without"]
