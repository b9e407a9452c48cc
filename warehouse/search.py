"""Full-text search over titles, sentences, clauses of events and quotes.

Texts that hold all words are ranked by BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = .75) among texts of
their kind. The tables are read as they are, without an index of their own.
"""

from __future__ import annotations

from pathlib import Path

from schemas.ddl import quote_text
from warehouse.lake.address import WarehousePlace
from warehouse.query import QueryResult, run_query

SEARCH = Path(__file__).with_name("search.sql")


def search_texts(path: str | WarehousePlace, words: str, limit: int | None = 20) -> QueryResult:
    """Texts of a published copy that hold all words, best first; none for words without a letter or digit.

    Raises:
        WarehouseMissingError: there is no such file.
    """
    return run_query(path, SEARCH.read_text(encoding="utf-8").replace("$words", quote_text(words)), limit)
