// Search: words and filters over articles, events, figures and actors; the address holds them all.
"use strict";
(() => {
  const { el, fold, table, cells } = wiremill;
  const KINDS = { articles: "documents", events: "events", figures: "figures", actors: "actors" };

  // What the words are looked for in.
  const WORDS = {
    articles: (row) => [row.title, row.publisher, row.source],
    events: (row) => [row.document.title, row.clause, cells.names(row.actors), cells.names(row.recipients), row.speaker && row.speaker.name],
    figures: (row) => [row.document.title, row.item, row.figure, row.actor && row.actor.name, row.speaker && row.speaker.name],
    actors: (row) => [row.name, row.other_names],
  };
  const FIELDS = {
    articles: { date: (row) => row.published_on, type: (row) => row.language, typeLabel: "Language" },
    events: { date: (row) => row.date_start, country: (row) => row.place_country_code, type: (row) => row.event_type, typeLabel: "Type", status: (row) => row.status, confidence: (row) => row.confidence },
    figures: { date: (row) => row.period_start, country: (row) => row.place_country_code, type: (row) => row.unit, typeLabel: "Unit", status: (row) => row.status, confidence: (row) => row.confidence },
    actors: { date: (row) => row.last_seen_on, country: (row) => row.country_code, type: (row) => row.type, typeLabel: "Type" },
  };

  const filterRows = (kind, rows, filters) => {
    const words = fold(filters.q).split(/\s+/).filter(Boolean), fields = FIELDS[kind];
    return rows.filter((row) => {
      if (words.length) {
        row.words ??= fold(WORDS[kind](row).filter(Boolean).join(" "));
        if (!words.every((word) => row.words.includes(word))) return false;
      }
      const date = fields.date(row);
      if (filters.from && !(date && date >= filters.from)) return false;
      if (filters.to && !(date && date <= filters.to)) return false;
      for (const name of ["country", "type", "status"])
        if (filters[name] && fields[name] && fields[name](row) !== filters[name]) return false;
      return !(filters.confidence && fields.confidence && fields.confidence(row) < Number(filters.confidence));
    });
  };

  const address = (kind, filters) => {
    const query = new URLSearchParams({ kind });
    for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
    return `#/search?${query}`;
  };

  const choices = (rows, read) => {
    const counts = new Map();
    for (const row of rows) {
      const value = read(row);
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(b[0]));
  };

  wiremill.pages.search = async (main, parts, query) => {
    const index = await wiremill.index();
    const kind = query.get("kind") in KINDS ? query.get("kind") : "articles";
    const names = ["q", "from", "to", "country", "type", "status", "confidence"];
    const filters = Object.fromEntries(names.map((name) => [name, query.get(name) || ""]));
    const rows = index[KINDS[kind]], fields = FIELDS[kind];
    document.getElementById("find-words").value = filters.q;
    const results = el("div");
    const tabs = el("nav", { class: "tabs", "aria-label": "Kinds of rows" });
    const form = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() });

    const show = () => {
      history.replaceState(null, "", address(kind, filters));
      const found = filterRows(kind, rows, filters);
      results.replaceChildren(
        el("p", { class: "note", id: "found", text: `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} ${kind}` }),
        table({ caption: `Found ${kind}`, rows: found, name: kind, columns: cells.COLUMNS[kind], sql: () => wiremill.sql.forSearch(kind, filters),
          none: rows.length ? `No ${kind} fit these words and filters.` : `There are no ${kind} in this release.` }));
      tabs.replaceChildren(...Object.keys(KINDS).map((other) => {
        const shared = { q: filters.q, from: filters.from, to: filters.to };
        const count = filterRows(other, index[KINDS[other]], other === kind ? filters : shared).length;
        return el("a", { href: address(other, other === kind ? filters : shared), "aria-current": other === kind ? "page" : null, text: `${other} (${count.toLocaleString("en")})` });
      }));
      wiremill.say(`${found.length} ${kind} found`);
    };
    const watch = (name, node) => {
      node.addEventListener(node.tagName === "INPUT" ? "input" : "change", () => {
        filters[name] = node.value;
        show();
      });
      return node;
    };
    const field = (label, node) => el("label", {}, el("span", { text: label }), node);
    const input = (name, label, attributes) => field(label, watch(name, el("input", { id: `by-${name}`, value: filters[name], ...attributes })));
    const pick = (name, label, found) =>
      field(label, watch(name, el("select", { id: `by-${name}` }, el("option", { value: "", text: "any" }),
        found.map(([value, count]) => el("option", { value, selected: String(value) === filters[name], text: `${String(value).replace("_", " ")} (${count})` })))));

    form.append(input("q", "Words", { type: "search" }), input("from", "From", { type: "date" }), input("to", "To", { type: "date" }));
    if (fields.country) form.append(pick("country", "Country", choices(rows, fields.country)));
    form.append(pick("type", fields.typeLabel, choices(rows, fields.type)));
    if (fields.status) form.append(pick("status", "Status", choices(rows, fields.status)));
    if (fields.confidence) form.append(field("Surer than", watch("confidence", el("select", { id: "by-confidence" },
      ["", "0.5", "0.7", "0.8", "0.9", "0.95"].map((value) => el("option", { value, selected: value === filters.confidence, text: value ? wiremill.percent(value) : "any" }))))));
    main.append(el("h1", { text: "Search" }), tabs, form, results);
    show();
  };
})();
