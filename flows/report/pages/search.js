// Search: words and filters over articles, events, figures and actors; the address holds them all.
"use strict";
(() => {
  const { el, fold, table, cells } = wiremill;
  const KINDS = { articles: "documents", events: "events", figures: "figures", quotes: "quotes", actors: "actors" };

  // What the words are looked for in; names and titles are shared by many rows and folded once.
  const once = (row, text) => (row.folded ??= fold(text));
  const title = (row) => once(row.document, row.document.title);
  const called = (actor) => (actor ? once(actor, actor.name) : "");
  const own = (row, text) => (row.words ??= fold(text));
  const SAYS = {
    articles: (row, word) => own(row, [row.title, row.publisher, row.source].filter(Boolean).join(" ")).includes(word),
    events: (row, word) => own(row, row.clause).includes(word) || title(row).includes(word) || called(row.speaker).includes(word)
      || row.actors.some((actor) => called(actor).includes(word)) || row.recipients.some((actor) => called(actor).includes(word)),
    figures: (row, word) => own(row, `${row.item || ""} ${row.figure}`).includes(word) || title(row).includes(word) || called(row.actor).includes(word) || called(row.speaker).includes(word),
    quotes: (row, word) => own(row, row.text).includes(word) || title(row).includes(word) || called(row.speaker).includes(word),
    actors: (row, word) => own(row, `${row.name} ${row.other_names || ""}`).includes(word),
  };
  const FIELDS = {
    articles: { date: (row) => row.published_on, type: (row) => row.language, typeLabel: "Language" },
    events: { date: (row) => row.date_start, country: (row) => row.place_country_code, type: (row) => row.event_type, typeLabel: "Type", status: (row) => row.status, confidence: (row) => row.confidence },
    figures: { date: (row) => row.period_start, country: (row) => row.place_country_code, type: (row) => row.unit, typeLabel: "Unit", status: (row) => row.status, confidence: (row) => row.confidence },
    quotes: { date: (row) => row.document.published_on, country: (row) => row.speaker && row.speaker.country_code, type: (row) => (row.direct ? "quoted" : "reported"), typeLabel: "How", confidence: (row) => row.confidence },
    actors: { date: (row) => row.last_seen_on, country: (row) => row.country_code, type: (row) => row.type, typeLabel: "Type" },
  };

  const filterRows = (kind, rows, filters) => {
    const words = fold(filters.q).split(/\s+/).filter(Boolean), fields = FIELDS[kind];
    return rows.filter((row) => {
      if (words.length && !words.every((word) => SAYS[kind](row, word))) return false;
      const date = fields.date(row);
      if (filters.from && !(date && date >= filters.from)) return false;
      if (filters.to && !(date && date <= filters.to)) return false;
      for (const name of ["country", "type", "status"])
        if (filters[name] && fields[name] && fields[name](row) !== filters[name]) return false;
      return !(filters.confidence && fields.confidence && fields.confidence(row) < Number(filters.confidence));
    });
  };

  // Minor figures are only shown in their article.
  const listRows = (index, kind) => (kind === "figures" ? index.figures.filter((row) => !row.is_minor) : index[KINDS[kind]]);

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
    const kind = query.get("kind") in KINDS ? query.get("kind") : "articles";
    const index = await wiremill.index(KINDS[kind]);
    const names = ["q", "from", "to", "country", "type", "status", "confidence"];
    const filters = Object.fromEntries(names.map((name) => [name, query.get(name) || ""]));
    const rows = listRows(index, kind), fields = FIELDS[kind];
    document.getElementById("find-words").value = filters.q;
    const results = el("div");
    const tabs = el("nav", { class: "tabs", "aria-label": "Kinds of rows" });
    const form = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() });

    // Other kinds are opened and counted when the page stands; without filters their counts are known.
    const countOthers = async (own) => {
      const shared = { q: filters.q, from: filters.from, to: filters.to }, isOpen = !shared.q && !shared.from && !shared.to;
      const links = new Map(Object.keys(KINDS).map((other) => [other, el("a", { href: address(other, other === kind ? filters : shared), "aria-current": other === kind ? "page" : null, text: other })]));
      const write = (other, count) => (links.get(other).textContent = `${other} (${count.toLocaleString("en")})`);
      tabs.replaceChildren(...links.values());
      write(kind, own);
      for (const other of links.keys()) {
        if (other === kind) continue;
        if (isOpen) {
          write(other, wiremill.parts.overview.index_counts[KINDS[other]]);
          continue;
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
        if (tabs.firstChild !== links.values().next().value) return;
        write(other, filterRows(other, listRows(await wiremill.index(KINDS[other]), other), shared).length);
      }
    };
    const show = () => {
      history.replaceState(null, "", address(kind, filters));
      const found = filterRows(kind, rows, filters);
      results.replaceChildren(
        el("p", { class: "note", id: "found", text: `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} ${kind}` }),
        table({ caption: `Found ${kind}`, rows: found, name: kind, columns: cells.COLUMNS[kind], sql: () => wiremill.sql.forSearch(kind, filters),
          none: rows.length ? `No ${kind} fit these words and filters.` : `There are no ${kind} in this release.` }));
      countOthers(found.length);
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
