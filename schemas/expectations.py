"""What each value of a declared table must satisfy, in neutral form: one expectation a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.declaration import Between, Column, NotBefore, Pattern, References, Table

ExpectationKind = Literal["not_null", "in_set", "between", "matches", "not_before"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One rule for the values of one column; only the parameters of its kind are set."""

    table_name: str
    column: str
    kind: ExpectationKind
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    regex: str = ""
    other_column: str = ""

    @property
    def name(self) -> str:
        """Name of the check: `confidence between`."""
        return f"{self.column} {self.kind}"

    @property
    def description(self) -> str:
        """The rule in words."""
        match self.kind:
            case "not_null":
                return f"{self.column} must not be null"
            case "in_set":
                return f"{self.column} must be one of {', '.join(self.choices)}"
            case "between":
                return f"{self.column} must be {_describe_bounds(self.low, self.high)}"
            case "matches":
                return f"{self.column} must match {self.regex}"
            case "not_before":
                return f"{self.column} must not be smaller than {self.other_column}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values stand in a column of another table."""

    table_name: str
    column: str
    other_table: str
    other_column: str
    is_nullable: bool


def list_expectations(table: Table) -> tuple[Expectation, ...]:
    """The expectations of a table, column by column."""
    return tuple(expectation for column in table.columns for expectation in _read_rules(table.name, column))


def list_references(table: Table) -> tuple[Reference, ...]:
    """The references of a table to other tables, in column order."""
    return tuple(
        Reference(table.name, column.name, rule.table, rule.column, column.is_nullable)
        for column in table.columns
        for rule in column.rules
        if isinstance(rule, References)
    )


def _read_rules(table_name: str, column: Column) -> list[Expectation]:
    found: list[Expectation] = []
    if not column.is_nullable:
        found.append(Expectation(table_name, column.name, "not_null"))
    if column.choices:
        found.append(Expectation(table_name, column.name, "in_set", choices=column.choices))
    for rule in column.rules:
        if isinstance(rule, Between):
            found.append(Expectation(table_name, column.name, "between", low=rule.low, high=rule.high))
        elif isinstance(rule, Pattern):
            found.append(Expectation(table_name, column.name, "matches", regex=rule.regex))
        elif isinstance(rule, NotBefore):
            found.append(Expectation(table_name, column.name, "not_before", other_column=rule.column))
    return found


def _describe_bounds(low: float | None, high: float | None) -> str:
    if high is None:
        return f"at least {low:g}"
    if low is None:
        return f"at most {high:g}"
    return f"between {low:g} and {high:g}"
