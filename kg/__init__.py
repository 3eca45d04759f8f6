"""News to a knowledge graph."""
