"""When it happens: which expression of time goes with which event."""
