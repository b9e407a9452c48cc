"""Which function resolves the matches of a rule (`as` in grammar.yaml)."""

from __future__ import annotations

from collections.abc import Callable

from transforms.dates import resolve_calendar, resolve_clock, resolve_length, resolve_relative
from transforms.dates.context import Context
from transforms.dates.reading import Reading
from transforms.dates.scan import Candidate

Resolver = Callable[[Context, Candidate], Reading | None]

RESOLVERS: dict[str, Resolver] = {
    "calendar_day": resolve_calendar.calendar_day,
    "day_range": resolve_calendar.day_range,
    "numeric_date": resolve_calendar.numeric_date,
    "numeric_date_clock": resolve_clock.numeric_date_clock,
    "weekday_day": resolve_calendar.weekday_day,
    "day_of_month": resolve_calendar.day_of_month,
    "day_number": resolve_calendar.day_after_number,
    "month": resolve_calendar.month,
    "month_range": resolve_calendar.month_range,
    "week_of": resolve_calendar.week_of,
    "weekday_of_month": resolve_calendar.weekday_of_month,
    "week_with_day": resolve_calendar.week_with_day,
    "year": resolve_calendar.year,
    "year_range": resolve_calendar.year_range,
    "decade": resolve_calendar.decade,
    "century": resolve_calendar.century,
    "fiscal_year": resolve_calendar.fiscal_year,
    "quarter": resolve_calendar.quarter,
    "half": resolve_calendar.half,
    "first_months": resolve_calendar.first_months,
    "season": resolve_calendar.season,
    "day_offset": resolve_relative.day_offset,
    "overnight": resolve_relative.overnight,
    "relative_unit": resolve_relative.relative_unit,
    "far_unit": resolve_relative.far_unit,
    "definite_unit": resolve_relative.definite_unit,
    "full_unit": resolve_relative.full_unit,
    "same_period": resolve_relative.same_period,
    "year_ago_period": resolve_relative.year_ago_period,
    "weekday": resolve_relative.weekday,
    "weekday_week": resolve_relative.weekday_week,
    "weekday_range": resolve_relative.weekday_range,
    "distance": resolve_relative.distance,
    "reference": resolve_relative.reference,
    "ordinal_unit": resolve_relative.ordinal_unit,
    "duration": resolve_length.duration,
    "duration_compound": resolve_length.duration_compound,
    "duration_range": resolve_length.duration_range,
    "fraction_of_unit": resolve_length.fraction_of_unit,
    "unit_long": resolve_length.unit_long,
    "vague_units": resolve_length.vague_units,
    "anchored_duration": resolve_length.anchored_duration,
    "set_of_units": resolve_length.set_of_units,
    "set_of_weekdays": resolve_length.set_of_weekdays,
    "set_of_months": resolve_length.set_of_months,
    "set_of_parts": resolve_length.set_of_parts,
    "frequency": resolve_length.frequency,
    "iso_time": resolve_clock.iso_time,
    "clock": resolve_clock.clock,
    "clock_date": resolve_clock.clock_date,
    "part_of_day": resolve_clock.part_of_day,
}
