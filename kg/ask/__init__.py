"""Asking a store: queries, their answers as tables, shapes and explanations."""
