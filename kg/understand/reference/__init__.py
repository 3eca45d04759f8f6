"""What the phrases of an article speak of: people, bodies, things and places."""
