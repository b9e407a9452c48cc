"""The learned reader: triggers, status, mode, parties and dates of events, read sentence by sentence."""
