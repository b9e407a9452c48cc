// Tables that sort, save as CSV and tell their SQL.
"use strict";
(() => {
  const { el } = wiremill;
  const STEP = 100;

  // Columns that say nothing in any of the first rows are left out of the page; what is saved has them.
  const choose = (columns, rows) => {
    const filled = columns.filter((column) => rows.slice(0, 1000).some((row) => !["", null, undefined].includes(column.value(row))));
    return rows.length ? filled : columns;
  };

  // columns: [{name, label, value: row => plain value, cell: row => node (default: the value), isNumber, isWide}]
  wiremill.table = ({ caption, columns: all, rows, sql, name, step = STEP, onRow = null, none = "No rows." }) => {
    const columns = choose(all, rows);
    const state = { rows, shown: step, sorted: null, isDown: false };
    const body = el("tbody", { role: "rowgroup" });
    const more = el("button", { type: "button", class: "quiet", onclick: () => grow() });
    const heads = columns.map((column) => makeHead(column, () => sort(column)));
    const box = el(
      "div", { class: "table" },
      makeTools(name, all, () => state.rows, sql),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
        el("table", { role: "table" }, el("caption", { class: "sr", text: caption }), el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)), body)),
      more,
    );

    const draw = () => {
      const shown = state.rows.slice(0, state.shown);
      body.replaceChildren(...shown.map((row) => makeRow(columns, row, onRow)));
      if (!shown.length) body.append(el("tr", {}, el("td", { colspan: columns.length, class: "empty", text: none })));
      more.hidden = state.rows.length <= state.shown;
      more.textContent = `Show more (${(state.rows.length - state.shown).toLocaleString("en")} left)`;
    };
    const grow = () => {
      state.shown += step;
      draw();
    };
    const sort = (column) => {
      state.isDown = state.sorted === column ? !state.isDown : Boolean(column.isNumber);
      state.sorted = column;
      const sign = state.isDown ? -1 : 1;
      state.rows = [...rows].sort((a, b) => compare(column.value(a), column.value(b), sign));
      heads.forEach((head, place) => {
        const order = columns[place] === column ? (state.isDown ? "descending" : "ascending") : "none";
        head.setAttribute("aria-sort", order);
      });
      draw();
    };
    draw();
    return box;
  };

  const makeHead = (column, onclick) =>
    el("th", { scope: "col", "data-label": column.label, role: "columnheader", "aria-sort": "none", class: column.isNumber ? "number" : null },
      el("button", { type: "button", class: "sort", text: column.label, onclick }));

  const makeRow = (columns, row, onRow) => {
    const cells = columns.map((column) => {
      const cell = column.cell ? column.cell(row) : column.value(row);
      const isShort = String(column.value(row) ?? "").length <= 14;
      return el("td", { role: "cell", class: column.isNumber ? "number" : column.isWide ? "wide" : isShort ? "short" : null, dir: "auto", "data-label": column.label }, cell ?? "");
    });
    const line = el("tr", { role: "row" }, cells);
    if (onRow) onRow(line, row);
    return line;
  };

  const isEmpty = (value) => value === null || value === undefined || value === "";

  // Whichever way a column is sorted, empty cells come last.
  const compare = (a, b, sign) => {
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
  };

  const makeTools = (name, columns, readRows, sql) => {
    const tools = el("div", { class: "tools" });
    if (name) tools.append(el("button", { type: "button", class: "quiet", text: "Save CSV",
      onclick: () => save(`${name}.csv`, wiremill.toCsv(columns, readRows())) }));
    if (sql) tools.append(wiremill.sqlButton(sql));
    return tools;
  };

  wiremill.sqlButton = (sql) => {
    const read = () => (typeof sql === "function" ? sql() : sql);
    const shown = el("pre", { class: "sql", tabindex: "0", hidden: true });
    const button = el("button", { type: "button", class: "quiet", text: "SQL for this", "aria-expanded": "false",
      onclick: async () => {
        shown.textContent = read();
        shown.hidden = !shown.hidden;
        button.setAttribute("aria-expanded", String(!shown.hidden));
        if (!shown.hidden) wiremill.say((await copy(shown.textContent)) ? "The query is copied." : "The query is shown.");
      } });
    return el("span", { class: "sqlbox" }, button, shown);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };

  // A text that a spreadsheet would take for a formula gets an apostrophe before it.
  const quote = (value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  wiremill.toCsv = (columns, rows) =>
    [columns.map((column) => quote(column.name || column.label)), ...rows.map((row) => columns.map((column) => quote(column.value(row))))]
      .map((cells) => cells.join(",")).join("\r\n") + "\r\n";

  const save = (name, text) => {
    const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
})();
