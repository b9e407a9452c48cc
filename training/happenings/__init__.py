"""Learn which mentions of two articles tell one event."""
