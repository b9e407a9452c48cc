"""What the pipeline makes of the sample articles, in a short form that a person can review.

    python tests/golden/summarise.py      writes tests/golden/expected/*.json anew

Review the difference before committing it. A golden file pins what comes out, known slips included, so that
every change of a rule shows what else it changed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from spacy.language import Language

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError
from transforms.extract import extract_parsed, parse_documents

SAMPLE = Path(__file__).parents[2] / "flows" / "sample"
EXPECTED = Path(__file__).with_name("expected")
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}


def read_sample() -> list[RawDocument]:
    """The sample articles that stand alone in a file, and those of the JSONL file."""
    documents = [
        RawDocument("sample", path.name, path.read_bytes(), MEDIA_TYPES[path.suffix])
        for path in sorted(SAMPLE.iterdir())
        if path.suffix in MEDIA_TYPES
    ]
    seen: dict[str, RawDocument] = {}
    for line in (SAMPLE / "10_newswire.jsonl").read_text(encoding="utf-8").splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        metadata = {k: record[k] for k in ("title", "published", "publisher")}
        seen[record["id"]] = RawDocument(
            "sample", record["id"], record["text"].encode(), "text/plain", None, "strip", metadata
        )
    return documents + list(seen.values())


def summarise_sample(nlp: Language) -> dict[str, dict[str, Any]]:
    """Summaries by document name."""
    cleaned: list[CleanDocument] = []
    summaries: dict[str, dict[str, Any]] = {}
    for raw in read_sample():
        try:
            cleaned.append(clean_document(raw))
        except UnreadableDocumentError as error:
            summaries[raw.uri] = {"failed": error.stage}
    for clean, parsed in zip(cleaned, parse_documents(nlp, cleaned), strict=True):
        found = extract_parsed(clean, parsed)
        summaries[clean.uri] = _summarise(clean, found.rows)
    return summaries


def _summarise(clean: CleanDocument, rows: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    parties: dict[tuple[str, str], list[str]] = {}
    for p in rows.get("event_participants", ()):
        parties.setdefault((p.event_id, p.role), []).append(p.actor_id)
    return {
        "title": clean.title,
        "published": str(clean.published_at or clean.published_on),
        "publisher": clean.publisher,
        "agency": clean.agency,
        "author": list(clean.author),
        "language": clean.language,
        "lines": [f"{b.kind}: {b.text[:60]}" for b in clean.blocks if b.is_kept],
        "actors": sorted(f"{a.entity_key} {a.country_code or '-'}" for a in rows.get("document_actors", ())),
        "dates": [f"{t.text} = {t.value}" for t in rows.get("time_expressions", ())],
        "figures": [_show_figure(f) for f in rows.get("figures", ())],
        "events": [
            f"{e.event_type} {e.trigger!r} {parties.get((e.event_id, 'actor'), [])}"
            f" -> {parties.get((e.event_id, 'recipient'), [])} {e.date_start} {e.status}"
            for e in rows.get("events", ())
        ],
        "quotes": [f"{q.speaker_id}: {q.text[:50]}" for q in rows.get("quotes", ())],
    }


def _show_figure(figure: Any) -> str:
    high = f"..{figure.value_high:g}" if figure.value_high is not None else ""
    change = f" {figure.change}" if figure.change else ""
    return f"{figure.comparator}{figure.value:g}{high} {figure.unit}{change}: {figure.item}"


def main() -> None:
    """Write the golden files anew."""
    from transforms.language.model import load_model

    EXPECTED.mkdir(exist_ok=True)
    for name, summary in summarise_sample(load_model()).items():
        target = EXPECTED / f"{Path(name).stem}.json"
        target.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print("wrote", target, file=sys.stderr)


if __name__ == "__main__":
    main()
