"""Clauses, phrases and predicates: what the grammar of a sentence says is done, by whom and to whom."""
