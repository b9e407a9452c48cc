// An indicator: all figures of one thing in one unit, over time.
"use strict";
(() => {
  const { el, section, empty, table, cells } = wiremill;

  wiremill.pages.indicator = async (main, [indicator, unit]) => {
    const index = await wiremill.index();
    const rows = index.figures.filter((row) => row.indicator === indicator && row.unit === unit);
    main.append(el("h1", { dir: "auto", text: indicator || "Indicator" }));
    if (!rows.length) return main.append(empty("No figures of it are in this report."));
    const first = rows[0];
    main.append(el("p", { class: "note", text: `${rows.length} figure${rows.length > 1 ? "s" : ""} in ${first.unit}${first.per_unit ? ` per ${first.per_unit}` : ""}` }));
    const dated = rows.map((row) => ({ row, day: row.period_start || row.document.published_on })).filter(({ row, day }) => day && row.value !== null);
    const groups = new Map();
    for (const { row, day } of dated) {
      const label = [row.change || "level", row.status === "actual" ? "" : row.status.replace("_", " ")].filter(Boolean).join(", ");
      groups.set(label, [...(groups.get(label) || []), { day, value: row.value, high: row.value_high }]);
    }
    main.append(section("Over time",
      dated.length ? el("p", { class: "note", text: "At the first day of the period; where the text names none, at the day of publication. A thick line is a range." }) : null,
      dated.length ? wiremill.charts.points({ label: `Figures of ${indicator} over time`, groups: [...groups].map(([label, points]) => ({ label, points })) }) : empty("None of them has a date.")),
      section("Figures and their sources", table({ caption: "Figures", rows, columns: cells.COLUMNS.figures, name: "indicator", sql: wiremill.sql.forIndicator(indicator, unit) })),
      similar(index, indicator, unit) ?? "");
  };

  const similar = (index, indicator, unit) => {
    const words = new Set(wiremill.fold(indicator).split(/\W+/).filter((word) => word.length > 3));
    const found = new Map();
    for (const row of index.figures) {
      if (!row.indicator || (row.indicator === indicator && row.unit === unit)) continue;
      const shared = wiremill.fold(row.indicator).split(/\W+/).filter((word) => words.has(word)).length;
      if (shared) found.set(JSON.stringify([row.indicator, row.unit]), { row, shared });
    }
    const best = [...found.values()].sort((a, b) => b.shared - a.shared || a.row.indicator.localeCompare(b.row.indicator)).slice(0, 8);
    return best.length ? section("Indicators with words in common", el("ul", {}, best.map(({ row }) => el("li", {},
      wiremill.link(wiremill.route("indicator", row.indicator, row.unit), `${row.indicator} (${row.unit})`))))) : null;
  };
})();
