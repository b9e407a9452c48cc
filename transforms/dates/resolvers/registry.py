"""Which function resolves the matches of a rule (`as` in grammar.yaml)."""

from __future__ import annotations

from collections.abc import Callable

from transforms.dates.context.context import Context
from transforms.dates.context.reading import Reading
from transforms.dates.grammar.scan import Candidate
from transforms.dates.resolvers import clock as resolve_clock
from transforms.dates.resolvers import days as resolve_days
from transforms.dates.resolvers import ended as resolve_ended
from transforms.dates.resolvers import holidays as resolve_holidays
from transforms.dates.resolvers import length as resolve_length
from transforms.dates.resolvers import months as resolve_months
from transforms.dates.resolvers import offsets as resolve_offsets
from transforms.dates.resolvers import quarters as resolve_quarters
from transforms.dates.resolvers import same_period as resolve_same_period
from transforms.dates.resolvers import units as resolve_units
from transforms.dates.resolvers import weekdays as resolve_weekdays
from transforms.dates.resolvers import years as resolve_years

Resolver = Callable[[Context, Candidate], Reading | None]

RESOLVERS: dict[str, Resolver] = {
    "calendar_day": resolve_days.calendar_day,
    "day_range": resolve_days.day_range,
    "numeric_date": resolve_days.numeric_date,
    "numeric_date_clock": resolve_clock.numeric_date_clock,
    "weekday_day": resolve_days.weekday_day,
    "day_of_month": resolve_days.day_of_month,
    "day_number": resolve_days.day_after_number,
    "month": resolve_months.month,
    "month_range": resolve_months.month_range,
    "holiday": resolve_holidays.holiday,
    "part_of_calendar_day": resolve_clock.part_of_calendar_day,
    "week_of": resolve_months.week_of,
    "last_day_of_month": resolve_months.last_day_of_month,
    "weekday_of_month": resolve_months.weekday_of_month,
    "week_with_day": resolve_months.week_with_day,
    "year": resolve_years.year,
    "year_range": resolve_years.year_range,
    "decade": resolve_years.decade,
    "century": resolve_years.century,
    "fiscal_year": resolve_years.fiscal_year,
    "quarter": resolve_quarters.quarter,
    "quarter_of_months": resolve_quarters.quarter_of_months,
    "ended_period": resolve_ended.ended_period,
    "ended_quarter": resolve_ended.ended_quarter,
    "ended_week": resolve_ended.ended_week,
    "half": resolve_quarters.half,
    "first_months": resolve_quarters.first_months,
    "season": resolve_quarters.season,
    "day_offset": resolve_offsets.day_offset,
    "overnight": resolve_offsets.overnight,
    "relative_unit": resolve_units.relative_unit,
    "far_unit": resolve_units.far_unit,
    "definite_unit": resolve_units.definite_unit,
    "full_unit": resolve_units.full_unit,
    "same_period": resolve_same_period.same_period,
    "year_ago_period": resolve_same_period.year_ago_period,
    "weekday": resolve_weekdays.weekday,
    "weekday_week": resolve_weekdays.weekday_week,
    "far_weekday": resolve_weekdays.far_weekday,
    "weekdays_ago": resolve_weekdays.weekdays_ago,
    "weeks_from_weekday": resolve_weekdays.weeks_from_weekday,
    "weekday_range": resolve_weekdays.weekday_range,
    "distance": resolve_offsets.distance,
    "reference": resolve_offsets.reference,
    "ordinal_unit": resolve_units.ordinal_unit,
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
    "set_of_seasons": resolve_length.set_of_seasons,
    "set_of_parts": resolve_length.set_of_parts,
    "frequency": resolve_length.frequency,
    "iso_time": resolve_clock.iso_time,
    "clock": resolve_clock.clock,
    "clock_date": resolve_clock.clock_date,
    "part_of_day": resolve_clock.part_of_day,
}


def resolve(context: Context, c: Candidate) -> Reading | None:
    """What a match means here; None where it is no time expression or leaves the calendar's years."""
    try:
        return RESOLVERS[c.rule.resolver](context, c)
    except (ValueError, OverflowError):
        return None
