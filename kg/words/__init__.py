"""The words: the lexicon, its mistakes, and the small words of a sentence."""
