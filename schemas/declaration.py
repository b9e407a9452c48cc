"""How a table is declared: a frozen dataclass whose fields carry description and rules.

A row type is a frozen, slotted dataclass under `@table(...)`. Each field is
`Annotated[type, "description", rule, ...]`; the docstring's first line states the grain.
DDL, Arrow schema, expectations and the data dictionary are read from it.
"""

from __future__ import annotations

import builtins
import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar

Scope = Literal["document", "internal", "derived", "warehouse", "operations"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key:
    """The column identifies a row (alone, or together with the other Key columns)."""


@dataclass(frozen=True, slots=True)
class Between:
    """Inclusive bounds of a number."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that the whole text matches."""

    regex: str


@dataclass(frozen=True, slots=True)
class References:
    """The value, where not null, stands in a column of another table."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class ActorReference:
    """Holds an `entity_key` of the same document in `store`, and the actor's `actor_id` in `main`."""


@dataclass(frozen=True, slots=True)
class NotBefore:
    """The value, where both are not null, is not smaller than another column of the row."""

    column: str


Rule = Key | Between | Pattern | References | ActorReference | NotBefore
RULE_TYPES = (Key, Between, Pattern, References, ActorReference, NotBefore)


@dataclass(frozen=True, slots=True)
class Column:
    """One column as declared: name, plain type, nullability, allowed values, description and rules."""

    name: str
    type: type
    is_list: bool
    is_nullable: bool
    choices: tuple[str, ...]
    description: str
    rules: tuple[Rule, ...]

    def has_rule(self, kind: builtins.type) -> bool:
        """Whether a rule of this kind is declared."""
        return any(isinstance(rule, kind) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Table:
    """One table as declared: name, scope, grain, row type and columns in order.

    `is_by_month`: releases cut it into one Parquet file a month of publication.
    """

    name: str
    scope: Scope
    grain: str
    row_type: type
    columns: tuple[Column, ...]
    is_by_month: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that identify a row."""
        return tuple(c.name for c in self.columns if c.has_rule(Key))

    @property
    def is_sliced(self) -> bool:
        """Whether each row is an exact slice of its document (text, char_start, char_end)."""
        names = {c.name for c in self.columns}
        return {"document_id", "text", "char_start", "char_end"} <= names

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def table(name: str, scope: Scope, is_by_month: bool = False) -> Callable[[type[T]], type[T]]:
    """Mark a dataclass as the row type of a table.

    `scope` says who writes it: `document` (replaced with its document), `internal` (the same, but
    not published), `derived` (what resolving across documents remembers, not published), `warehouse`
    (derived across documents) or `operations` (the log of runs). A large table with a `document_id` is
    released `is_by_month`.
    """

    def mark(row_type: type[T]) -> type[T]:
        _DECLARED[row_type] = (name, scope, is_by_month)
        return row_type

    return mark


_DECLARED: dict[type, tuple[str, Scope, bool]] = {}


def read_table(row_type: type) -> Table:
    """Read the declaration of a row type.

    Raises:
        TypeError: the type is not declared, or a field lacks a description.
    """
    if row_type not in _DECLARED:
        raise TypeError(f"{row_type.__name__} is not declared as a table")
    name, scope, is_by_month = _DECLARED[row_type]
    hints = typing.get_type_hints(row_type, include_extras=True)
    columns = tuple(_read_column(row_type, f.name, hints[f.name]) for f in dataclasses.fields(row_type))
    grain = (row_type.__doc__ or "").strip().splitlines()[0]
    return Table(name, scope, grain, row_type, columns, is_by_month)


def _read_column(row_type: type, name: str, hint: Any) -> Column:
    if typing.get_origin(hint) is not typing.Annotated:
        raise TypeError(f"{row_type.__name__}.{name} has no description")
    inner, *extras = typing.get_args(hint)
    inner, is_nullable = _strip_null(inner)
    is_list = typing.get_origin(inner) is tuple
    if is_list:
        inner = typing.get_args(inner)[0]
    choices: tuple[str, ...] = ()
    if typing.get_origin(inner) is Literal:
        choices = typing.get_args(inner)
        inner = str
    if inner not in (str, int, float, bool, date, datetime):
        raise TypeError(f"{row_type.__name__}.{name} has an unsupported type {inner!r}")
    description = next(e for e in extras if isinstance(e, str))
    rules = tuple(e for e in extras if isinstance(e, RULE_TYPES))
    return Column(name, inner, is_list, is_nullable, choices, description, rules)


def _strip_null(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        rest = [a for a in typing.get_args(hint) if a is not type(None)]
        if len(rest) != 1:
            raise TypeError(f"a column has one type, not {hint!r}")
        return rest[0], True
    return hint, False
