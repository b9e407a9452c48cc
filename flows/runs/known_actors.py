"""Read the user's list of persons and bodies with their Wikidata ids."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.settings import SettingsError
from flows.text_file import NotUtf8Error, read_text_file
from schemas.identity import KnownActor


def read_known_actors(path: Path | None) -> tuple[KnownActor, ...]:
    """The user's list of persons and bodies with their Wikidata ids, CSV or Parquet; none without a file.

    Raises:
        SettingsError: the file can't be read, or lines of it can't be used; names file, lines and reasons.
    """
    if path is None:
        return ()
    from transforms.actors.identity.knowledge_base import COLUMNS, NEEDED, parse_known_actor
    from transforms.correction_file import CorrectionError, read_lines, refuse_problems

    try:
        text = _write_csv(path, COLUMNS) if path.suffix == ".parquet" else read_text_file(path)
        known, problems = read_lines(text, COLUMNS, NEEDED, parse_known_actor)
        refuse_problems(problems)
    except OSError as error:
        raise SettingsError(f"the knowledge base {path} can't be read: {error.strerror or error}") from error
    except NotUtf8Error as error:
        raise SettingsError(f"the knowledge base {path} {error}") from error
    except (CorrectionError, pa.ArrowInvalid) as error:
        raise SettingsError(f"the knowledge base {path}: {error}") from error
    return known


def _write_csv(path: Path, columns: Sequence[str]) -> str:
    """The known columns of a Parquet file as CSV; lists of aliases are joined by "|"."""
    table = pq.read_table(path)
    names = [name for name in columns if name in table.column_names]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    for row in table.select(names).to_pylist():
        writer.writerow("|".join(cell) if isinstance(cell, list) else cell for cell in row.values())
    return text.getvalue()
