"""The server: a store as a SPARQL 1.1 endpoint, read-only and for this machine, with a page to ask it."""
