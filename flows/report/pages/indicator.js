// An indicator: what is reported of one thing in one unit, over time.
"use strict";
(() => {
  const { el, section, empty, table, cells } = wiremill;

  // Figures without a series are shown as the articles give them.
  wiremill.pages.indicator = async (main, [indicator, unit]) => {
    const index = await wiremill.index("figures", "series");
    const figures = index.figures.filter((row) => row.indicator === indicator && row.unit === unit);
    const series = index.series.filter((row) => row.indicator === indicator && row.unit === unit);
    main.append(el("h1", { dir: "auto", text: indicator || "Indicator" }));
    if (!figures.length && !series.length) return main.append(empty("No figures of it are in this report."));
    const points = series.length ? series : figures.map((row) => ({ ...row, series_on: row.period_start || row.document.published_on }));
    const sql = wiremill.sql.forIndicator(indicator, unit);
    main.append(el("p", { class: "note", text: `${points.length} value${points.length > 1 ? "s" : ""} in ${unit}` }),
      section("Over time", ...chart(points, indicator)),
      series.length ? section("Values and who reports them", table({ caption: "Values of the series", rows: series, columns: COLUMNS, name: "series", sql })) : "",
      figures.length ? section("Figures of the articles of this report", table({ caption: "Figures", rows: figures, columns: cells.COLUMNS.figures, name: "indicator", sql: wiremill.sql.forFigures(figures) })) : "",
      similar(index, indicator, unit) ?? "");
  };

  const listed = (names) => names && names.replaceAll("|", ", ");

  const COLUMNS = [
    { name: "series_on", label: "from", value: (row) => row.series_on, cell: (row) => (row.is_period_stated ? row.series_on : `${row.series_on ?? ""} (reported)`) },
    { name: "period_end", label: "until", value: (row) => row.period_end },
    { name: "value", label: "value", isNumber: true, value: (row) => row.value, cell: (row) => `${row.comparator === "=" ? "" : `${row.comparator} `}${wiremill.number(row.value)}${row.value_high === null ? "" : ` to ${wiremill.number(row.value_high)}`}` },
    { name: "per_unit", label: "per", value: (row) => row.per_unit },
    { name: "change", label: "change", value: (row) => row.change },
    { name: "status", label: "status", value: (row) => row.status.replace("_", " ") },
    { name: "whose", label: "whose", value: (row) => row.whose },
    { name: "speakers", label: "told by", isWide: true, value: (row) => listed(row.speakers) },
    { name: "publishers", label: "published by", value: (row) => listed(row.publishers) },
    { name: "story_count", label: "stories", isNumber: true, value: (row) => row.story_count },
  ];

  const chart = (points, indicator) => {
    const dated = points.filter((row) => row.series_on && row.value !== null);
    if (!dated.length) return [empty("None of them has a date.")];
    const groups = new Map();
    for (const row of dated) {
      const label = [row.whose, row.change || "level", row.status === "actual" ? "" : row.status.replace("_", " ")].filter(Boolean).join(", ");
      groups.set(label, [...(groups.get(label) || []), { day: row.series_on, value: row.value, high: row.value_high }]);
    }
    return [el("p", { class: "note", text: "At the first day of the period; where the text names none, at the day of publication. A thick line is a range." }),
      wiremill.charts.points({ label: `Figures of ${indicator} over time`, groups: [...groups].map(([label, found]) => ({ label, points: found })) })];
  };

  const similar = (index, indicator, unit) => {
    const words = new Set(wiremill.fold(indicator).split(/\W+/).filter((word) => word.length > 3));
    const found = new Map();
    for (const row of index.figures) {
      if (!row.indicator || row.is_minor || (row.indicator === indicator && row.unit === unit)) continue;
      const shared = wiremill.fold(row.indicator).split(/\W+/).filter((word) => words.has(word)).length;
      if (shared) found.set(JSON.stringify([row.indicator, row.unit]), { row, shared });
    }
    const best = [...found.values()].sort((a, b) => b.shared - a.shared || a.row.indicator.localeCompare(b.row.indicator)).slice(0, 8);
    return best.length ? section("Indicators with words in common", el("ul", {}, best.map(({ row }) => el("li", {},
      wiremill.link(wiremill.route("indicator", row.indicator, row.unit), `${row.indicator} (${row.unit})`))))) : null;
  };
})();
