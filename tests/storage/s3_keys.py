"""Keys that must not appear anywhere."""

SECRET = "very-secret-value-of-a-test"
KEY_ID = "AKIATESTKEYOFNOBODY1"
