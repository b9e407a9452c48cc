"""Table template_lines: the memory of what a publisher prints on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.declaration import Key, table


@table("template_lines", scope="operations")
@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One row per line hash of one publisher's site and document that holds the line."""

    site: Annotated[str, "Host or publisher (normalised).", Key()]
    line_hash: Annotated[str, "Hash of the normalised line.", Key()]
    document_id: Annotated[str, "Document that holds the line.", Key()]
