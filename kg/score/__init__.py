"""How good a graph is: compared with one that is right."""

from kg.score.account import differences, table
from kg.score.comparison import Comparison, compare
from kg.score.content import KINDS, Contents, Item, contents, load

__all__ = ["KINDS", "Comparison", "Contents", "Item", "compare", "contents", "differences", "load", "table"]
