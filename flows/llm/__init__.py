"""An optional language model that codes events: settings, client and the way back to the reader."""
