"""The question that an optional language model is asked about the events of one document.

Pure text work: what is sent and how the answer is read; the call itself is made by a client in
`flows`. The answer counts only where its words stand in the text.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from transforms.language.parsed_document import ParsedDocument

# Sentences beyond this many characters of the document are not sent: the cost of one request is bounded.
MAX_CHARS = 12_000


@lru_cache(maxsize=1)
def load_instructions() -> str:
    """The instructions, with the ontology in short."""
    return Path(__file__).with_name("instructions.txt").read_text(encoding="utf-8").strip()


def build_request(parsed: ParsedDocument, model: str) -> dict[str, Any]:
    """The body of a chat completion request (OpenAI-compatible) for one document.

    Sentences are numbered as in table `sentences`; temperature 0 and a fixed seed ask for the same
    answer each time.
    """
    lines: list[str] = []
    size = 0
    for sentence in parsed.sentences:
        size += len(sentence.text)
        if size > MAX_CHARS and lines:
            break
        lines.append(f"[{sentence.sentence_no}] {sentence.text}")
    head = {
        "published_on": parsed.published_on.isoformat() if parsed.published_on else None,
        "title": parsed.title,
    }
    user = json.dumps(head, ensure_ascii=False) + "\n" + "\n".join(lines)
    return {
        "model": model,
        "temperature": 0,
        "seed": 0,
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": load_instructions()},
            {"role": "user", "content": user},
        ],
    }
