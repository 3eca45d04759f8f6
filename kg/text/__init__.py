"""Articles: reading them from files, and their sentences as the parser sees them."""
