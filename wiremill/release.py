"""Open what a run published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.query import query_arrow
from warehouse.release.find_release import find_release, read_release_facts
from warehouse.release.month_files import MONTH
from warehouse.release.parquet_file import PARQUET_FOLDER
from warehouse.release.release_database import DATABASE_NAME
from warehouse.release.release_parquet import list_parquet, one_file_path

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.dataset as ds

    from flows.storage.fetched_release import FetchedRelease


@dataclass(frozen=True, slots=True)
class Release:
    """A release, opened for reading; it never changes, and later runs don't disturb it.

    `created_at` is in UTC; `newest_article_on` is the last day of publication in it, None where no article
    has one; `row_counts` are the rows by table and view; `schema_version` changes with the columns.
    `keep_releases` of the settings says how many newer releases push it out. `release_no` counts up with
    each release: the changes since one are `SELECT * FROM ops.changes WHERE release_no > N`.

    Of a release in object storage `address` is where it stands, and `folder` the folder of this machine to
    which files come when they are asked for, each once.
    """

    folder: Path
    created_at: datetime
    run_id: str | None
    schema_version: int
    newest_article_on: date | None
    row_counts: dict[str, int]
    release_no: int = 0
    address: str = ""
    _fetched: FetchedRelease | None = field(default=None, repr=False, compare=False)

    @property
    def database(self) -> Path:
        """Its DuckDB file."""
        return self.folder / DATABASE_NAME if self._fetched is None else self._fetched.fetch(DATABASE_NAME)

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
        self.parquet_files(name)
        path = self.folder / one_file_path(name)
        return path if path.exists() else path.parent

    def parquet_files(self, name: str) -> tuple[Path, ...]:
        """The flat Parquet files of a table or view: one, or one a month of publication.

        Raises:
            KeyError: there is no such table.
        """
        self._require(name)
        if self._fetched is None:
            return tuple(list_parquet(self.folder, name))
        return tuple(map(self._fetched.fetch, self._fetched.list_paths(f"{PARQUET_FOLDER}/{name}")))

    def dataset(self, name: str) -> ds.Dataset:
        """The flat Parquet files of a table or view where they stand: only the columns, months
        (`published_month`) and rows that are asked for are read. Polars and DuckDB take it as a table.

        Raises:
            KeyError: there is no such table.
        """
        import pyarrow as pa
        import pyarrow.dataset as ds

        self._require(name)
        if self._fetched is None:
            filesystem, paths = None, [str(path) for path in list_parquet(self.folder, name)]
        else:
            found = self._fetched.list_paths(f"{PARQUET_FOLDER}/{name}")
            names = [f"{self._fetched.release}/{path}" for path in found]
            filesystem, paths = self._fetched.store.open_files(names)
        is_by_month = any(f"/{MONTH}=" in path for path in paths)
        months = ds.partitioning(pa.schema([(MONTH, pa.string())]), flavor="hive") if is_by_month else None
        return ds.dataset(paths, filesystem=filesystem, format="parquet", partitioning=months)

    def _require(self, name: str) -> str:
        if name not in self.row_counts:
            raise KeyError(f"no table or view is named {name!r}; there are: {', '.join(self.names)}")
        return name


def open_release(path: str | Path = "data", cache: str | Path | None = None) -> Release:
    """Open a release for reading.

    Args:
        path: a data folder (its current release), a folder of releases, one release, or its
            `wiremill.duckdb`; or the address of releases or of one in object storage (`s3://bucket/news`).
        cache: the folder to which files come from object storage (default: `WIREMILL_CACHE`, else
            `~/.cache/wiremill/releases`).

    Raises:
        ReleaseMissingError: there is no whole release.
        StorageError: object storage can't be read.
    """
    fetched = None
    if "://" in str(path):
        from flows.storage.fetched_release import find_shared_release

        fetched = find_shared_release(str(path), Path(cache) if cache is not None else None)
    folder = find_release(path) if fetched is None else fetched.folder
    facts = read_release_facts(folder)
    return Release(
        folder=folder,
        created_at=facts.created_at,
        run_id=facts.run_id,
        schema_version=facts.schema_version,
        newest_article_on=facts.newest_article_on,
        row_counts=facts.row_counts,
        release_no=facts.release_no,
        address="" if fetched is None else fetched.address,
        _fetched=fetched,
    )
