"""From parsed sentences to events and claims: what English says, whatever the words."""
