"""Great Expectations suites of the declared tables; the only module that knows the library.

It is imported inside the functions: that takes seconds, and only an audit needs it. Over pandas, with the
complete result format, it names every failing row.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from schemas.expectations import Expectation
from warehouse.auditing.offline_pages import CheckedTable, take_pages_offline
from warehouse.auditing.stacked_rules import POSITION, stack_rules, trace_rows

RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": [POSITION],
    "return_unexpected_index_query": False,
    "include_unexpected_rows": False,
}
_MAKING = threading.Lock()
# What the library imports for rules that no table here has; half of its import is their cost.
_UNUSED_PARTS = ("scipy.stats", "altair")


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """What an expectation found: which rows failed, by number, or why it could not be run."""

    expectation: Expectation
    failed_rows: tuple[int, ...]
    error: str | None


def check_expectations(
    tables: Mapping[str, pa.Table], expectations: Sequence[Expectation]
) -> list[ExpectationResult]:
    """Run expectations on staged rows, by table name; the results come in no particular order."""
    missing = [e for e in expectations if e.column not in tables[e.table_name].column_names]
    results = [_fail(e, f"column {e.column} is missing") for e in missing]
    stacked = stack_rules(tables, [e for e in expectations if e not in missing])
    if not stacked.rules:
        return results
    batch = _read_batch(stacked.values.to_pandas(date_as_object=False))
    found = batch.validate(_cache_suite(stacked.rules), result_format=RESULT_FORMAT)
    by_number = {r.expectation_config.meta["number"]: r for r in found.results}  # they come in another order
    for number, stretches in enumerate(stacked.stretches):
        error = _read_exception(by_number[number].exception_info)
        if error is not None:
            results += [_fail(stretch.expectation, error) for stretch in stretches]
            continue
        entries = by_number[number].result.get("unexpected_index_list") or ()
        rows = trace_rows(stretches, {int(entry[POSITION]) for entry in entries})
        results += [ExpectationResult(e, tuple(failed), None) for e, failed in rows.items()]
    return results


def render_docs(tables: Mapping[str, tuple[pa.Table, Sequence[Expectation]]], folder: Path) -> Path:
    """Validate tables of staged rows and write the results as HTML; returns the index page.

    `tables` holds rows and expectations by table name.
    """
    library = _import_library()
    context = _find_context()
    context.add_data_docs_site("docs", _describe_site(folder))
    checked = []
    try:
        for name, (rows, expectations) in tables.items():
            definition = library.ValidationDefinition(
                name=name,
                data=_find_batch_definition(context),
                suite=context.suites.add_or_update(build_suite(name, expectations)),
            )
            definition = context.validation_definitions.add_or_update(definition)
            numbered = rows.append_column(POSITION, pa.array(range(rows.num_rows), pa.int64()))
            frame = numbered.to_pandas(date_as_object=False)
            found = definition.run(batch_parameters={"dataframe": frame}, result_format=RESULT_FORMAT)
            broken = found.statistics["unsuccessful_expectations"]
            checked.append(CheckedTable(name, rows.num_rows, len(expectations), broken))
        context.build_data_docs(site_names=["docs"])
    finally:
        context.delete_data_docs_site("docs")
        _make_context.cache_clear()  # it holds the results: the next audit starts with a fresh one
    return take_pages_offline(folder, checked)


def load_library() -> None:
    """Import the library and make its context now, which takes seconds, rather than in the first audit."""
    _find_context()


def _describe_site(folder: Path) -> dict[str, Any]:
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.absolute())}
    return {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": store,
        "show_how_to_buttons": False,
    }


def build_suite(name: str, expectations: Sequence[Expectation]) -> Any:
    """The suite of these expectations, in their order."""
    library = _import_library()
    built = [_build(library.expectations, e, {"number": number}) for number, e in enumerate(expectations)]
    return library.ExpectationSuite(name=name, expectations=built)


@lru_cache(maxsize=256)
def _cache_suite(expectations: tuple[Expectation, ...]) -> Any:
    return build_suite("batch", expectations)


def _build(library: Any, expectation: Expectation, meta: dict[str, Any]) -> Any:
    column = expectation.column
    match expectation.kind:
        case "not_null":
            return library.ExpectColumnValuesToNotBeNull(column=column, meta=meta)
        case "in_set":
            return library.ExpectColumnValuesToBeInSet(
                column=column, value_set=list(expectation.choices), meta=meta
            )
        case "between":
            return library.ExpectColumnValuesToBeBetween(
                column=column, min_value=expectation.low, max_value=expectation.high, meta=meta
            )
        case "matches":
            return library.ExpectColumnValuesToMatchRegex(
                column=column, regex=rf"^(?:{expectation.regex})\Z", meta=meta
            )
        case "not_before":
            return library.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A=column,
                column_B=expectation.other_column,
                or_equal=True,
                ignore_row_if="either_value_is_missing",
                meta=meta,
            )


def _read_batch(frame: Any) -> Any:
    return _find_batch_definition(_find_context()).get_batch(batch_parameters={"dataframe": frame})


def _find_batch_definition(context: Any) -> Any:
    return context.data_sources.get("staged").get_asset("rows").get_batch_definition("whole")


def _find_context() -> Any:
    """The context of this process, made once even when two threads ask for it at a time."""
    with _MAKING:
        return _make_context()


@lru_cache(maxsize=1)
def _make_context() -> Any:
    """An ephemeral context with one asset: nothing is written to disk, nothing grows."""
    context = _import_library().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    for site in list(context.get_site_names()):  # one in a temporary folder that nobody would remove
        context.delete_data_docs_site(site)
    asset = context.data_sources.add_pandas("staged").add_dataframe_asset("rows")
    asset.add_batch_definition_whole_dataframe("whole")
    return context


@lru_cache(maxsize=1)
def _import_library() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    log = logging.getLogger("great_expectations")
    log.setLevel(logging.WARNING)  # a run has a log of its own
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in _UNUSED_PARTS:
            _defer_import(name)
        import great_expectations
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.WARNING)  # the import has set others
    return great_expectations


class _DeferredModule(ModuleType):
    """Stands where a module should, and is read only when something of it is used.

    (Not importlib's LazyLoader: the next import statement that names the module reads it.)
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _defer_import(name: str) -> None:
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is None:
        return
    module = _DeferredModule(name)
    vars(module)["__spec__"] = spec
    sys.modules[name] = module


def _read_exception(info: dict[str, Any]) -> str | None:
    if info.get("raised_exception"):
        return str(info.get("exception_message"))
    for entry in info.values():
        if isinstance(entry, dict) and entry.get("raised_exception"):
            return str(entry.get("exception_message"))
    return None


def _fail(expectation: Expectation, error: str) -> ExpectationResult:
    return ExpectationResult(expectation, (), error)
