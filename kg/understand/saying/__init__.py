"""Who says what: statements, their cues, sources and the words that they cover."""
