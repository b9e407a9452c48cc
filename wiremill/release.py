"""Open what a run published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.query import query_arrow
from warehouse.release.find_release import find_release, read_release_facts
from warehouse.release.release_database import DATABASE_NAME
from warehouse.release.release_parquet import list_parquet, one_file_path

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Release:
    """A release, opened for reading; it never changes, and later runs don't disturb it.

    `created_at` is in UTC; `newest_article_on` is the last day of publication in it, None where no article
    has one; `row_counts` are the rows by table and view; `schema_version` changes with the columns.
    `keep_releases` of the settings says how many newer releases push it out. `release_no` counts up with
    each release: the changes since one are `SELECT * FROM ops.changes WHERE release_no > N`.
    """

    folder: Path
    database: Path
    created_at: datetime
    run_id: str | None
    schema_version: int
    newest_article_on: date | None
    row_counts: dict[str, int]
    release_no: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its tables and views."""
        return tuple(self.row_counts)

    def query(self, sql: str) -> pa.Table:
        """The answer to one SELECT over tables and views, in DuckDB's SQL.

        Lists are lists, times are in UTC. The session can't read other files or change anything.

        Raises:
            QueryError: the SQL is wrong, is more than one statement, or would change something.
        """
        return query_arrow(self.database, sql)

    def table(self, name: str) -> pa.Table:
        """All rows of a table or view.

        Raises:
            KeyError: there is no such table; the message lists them.
        """
        return self.query(f'SELECT * FROM "{self._require(name)}"')

    def to_pandas(self, name_or_sql: str) -> pd.DataFrame:
        """A table or view by its name, or the answer to a SELECT, as a pandas frame.

        Raises:
            QueryError: it is neither.
        """
        is_name = name_or_sql in self.row_counts
        return (self.table(name_or_sql) if is_name else self.query(name_or_sql)).to_pandas()

    def parquet_path(self, name: str) -> Path:
        """The flat Parquet file of a table or view (lists joined with "|"); of a large table its folder.

        A folder holds a file a month of publication; pandas, pyarrow and others read it as one table, with
        the month as a column `published_month` ("2024-05", "undated") in addition.

        Raises:
            KeyError: there is no such table.
        """
        path = self.folder / one_file_path(self._require(name))
        return path if path.exists() else path.parent

    def parquet_files(self, name: str) -> tuple[Path, ...]:
        """The flat Parquet files of a table or view: one, or one a month of publication.

        Raises:
            KeyError: there is no such table.
        """
        return tuple(list_parquet(self.folder, self._require(name)))

    def _require(self, name: str) -> str:
        if name not in self.row_counts:
            raise KeyError(f"no table or view is named {name!r}; there are: {', '.join(self.names)}")
        return name


def open_release(path: str | Path = "data") -> Release:
    """Open a release for reading.

    Args:
        path: a data folder (its current release), a folder of releases, one release, or its
            `wiremill.duckdb`.

    Raises:
        ReleaseMissingError: there is no whole release.
    """
    folder = find_release(path)
    facts = read_release_facts(folder)
    return Release(
        folder=folder,
        database=folder / DATABASE_NAME,
        created_at=facts.created_at,
        run_id=facts.run_id,
        schema_version=facts.schema_version,
        newest_article_on=facts.newest_article_on,
        row_counts=facts.row_counts,
        release_no=facts.release_no,
    )
