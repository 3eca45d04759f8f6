"""Where: names of places and what the gazetteer knows of them."""
