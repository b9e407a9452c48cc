"""Documents in which something changed that spans documents."""

from __future__ import annotations

# In SQL, out of the temp tables that a publication has filled by then.
CHANGED_DOCUMENTS = """
SELECT document_id FROM touched
UNION SELECT document_id FROM restoried
UNION SELECT document_id FROM reidentified
"""
