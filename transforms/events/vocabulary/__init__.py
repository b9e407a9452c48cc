"""PLOVER's types, modes and contexts."""
