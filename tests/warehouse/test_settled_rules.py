"""Arrow settles only what Great Expectations would find without fault."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pyarrow as pa
import pytest

from schemas.expectations import Expectation
from warehouse.auditing.expectation_suites import check_expectations
from warehouse.auditing.settled_rules import is_settled

CHOICES = ("planned", "actual")
NAN = float("nan")
NOT_BEFORE = Expectation("t", "a", "not_before", other_column="b")
# Rule, values (of two columns where two are compared), whether Arrow can settle it.
CASES = (
    (Expectation("t", "a", "not_null"), pa.table({"a": ["x", ""]}), True),
    (Expectation("t", "a", "not_null"), pa.table({"a": ["x", None]}), False),
    (Expectation("t", "a", "in_set", choices=CHOICES), pa.table({"a": ["planned", None]}), True),
    (Expectation("t", "a", "in_set", choices=CHOICES), pa.table({"a": ["planned", "Planned"]}), False),
    (Expectation("t", "a", "in_set", choices=CHOICES), pa.table({"a": pa.array([], pa.string())}), True),
    (Expectation("t", "a", "between", low=0, high=1), pa.table({"a": [0.0, 1.0, None]}), True),
    (Expectation("t", "a", "between", low=0, high=1), pa.table({"a": [0.5, 1.01]}), False),
    (Expectation("t", "a", "between", low=1, high=12), pa.table({"a": [0, 12]}), False),
    (Expectation("t", "a", "between", low=0), pa.table({"a": [3, None]}), True),
    (Expectation("t", "a", "between", high=0), pa.table({"a": [3, None]}), False),
    (Expectation("t", "a", "matches", regex="[A-Z]{3}"), pa.table({"a": ["NOR", None, "NOR"]}), True),
    (Expectation("t", "a", "matches", regex="[A-Z]{3}"), pa.table({"a": ["NOR\n"]}), False),
    (Expectation("t", "a", "matches", regex="a|bc"), pa.table({"a": ["ac"]}), False),
    (NOT_BEFORE, pa.table({"a": [5, None, 7], "b": [5, 9, None]}), True),
    (NOT_BEFORE, pa.table({"a": [5, 3], "b": [5, 4]}), False),
    (NOT_BEFORE, pa.table({"a": [date(2024, 2, 1)], "b": [date(2024, 2, 2)]}), False),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "values", "is_certain"), CASES)
def test_what_is_settled_has_no_fault(rule: Expectation, values: pa.Table, is_certain: bool) -> None:
    assert is_settled(rule, values) is is_certain
    ((result),) = check_expectations({"t": values}, [rule])
    assert (result.failed_rows == ()) is is_certain
    assert result.error is None


def test_what_arrow_can_not_tell_is_left_to_the_library() -> None:
    assert not is_settled(Expectation("t", "a", "between", low=0, high=1), pa.table({"a": [0.5, NAN]}))
    lists = pa.table({"a": pa.array([["planned"]], pa.list_(pa.string()))})
    assert not is_settled(Expectation("t", "a", "in_set", choices=CHOICES), lists)


def test_a_batch_without_fault_does_not_load_the_library() -> None:
    code = """
import sys
import pyarrow as pa
from schemas.expectations import Expectation
from warehouse.auditing import row_checks
from warehouse.auditing.settled_rules import is_settled
assert is_settled(Expectation("t", "a", "between", low=0, high=1), pa.table({"a": [0.5]}))
assert row_checks.check_expectations({"t": pa.table({"a": [0.5]})}, []) == []
assert "great_expectations" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_parts_that_no_rule_needs_are_not_read() -> None:
    code = """
import sys
from warehouse.auditing.expectation_suites import load_library
load_library()
assert "scipy.stats._stats_py" not in sys.modules
assert "altair.vegalite" not in sys.modules
from scipy import stats  # who needs it gets it
assert stats.norm.cdf(0) == 0.5
"""
    subprocess.run([sys.executable, "-c", code], check=True)
