"""Rules that no row breaks, told by Arrow in an instant: only the others are put to Great Expectations.

Most batches break none, and the library takes longer to import than a small run. What is not certain here (a
value that is no number, a type that Arrow can't compare) is no answer: the library decides it, and it alone
says which rows failed.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from schemas.expectations import Expectation


def is_settled(expectation: Expectation, values: pa.Table) -> bool:
    """Whether it is certain that no row of these values breaks the rule."""
    column = values[expectation.column]
    if expectation.kind == "not_null":
        return bool(column.null_count == 0)
    if column.null_count == len(column):
        return True
    try:
        return _holds_everywhere(expectation, values)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
        return False


def _holds_everywhere(expectation: Expectation, values: pa.Table) -> bool:
    column = values[expectation.column].drop_null()
    match expectation.kind:
        case "in_set":
            return _are_all(pc.is_in(column, pa.array(expectation.choices, column.type)))
        case "between":
            bounds = []
            if expectation.low is not None:
                bounds.append(_are_all(pc.greater_equal(column, expectation.low)))
            if expectation.high is not None:
                bounds.append(_are_all(pc.less_equal(column, expectation.high)))
            return all(bounds)
        case "matches":
            pattern = re.compile(rf"^(?:{expectation.regex})\Z")
            return all(pattern.match(text) for text in column.unique().to_pylist())
        case _:
            first, second = values[expectation.column], values[expectation.other_column]
            return _are_all(pc.greater_equal(first, second).drop_null())


def _are_all(answers: pa.ChunkedArray) -> bool:
    return bool(pc.all(answers, min_count=0).as_py())
