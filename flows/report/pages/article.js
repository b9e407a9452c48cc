// The article reader: text and table of its rows, each showing where the other stands.
"use strict";
(() => {
  const { el, link, route, cells, empty, percent } = wiremill;
  const KINDS = {
    events: { mark: "event", label: "events", key: "event_id", table: "events" },
    figures: { mark: "figure", label: "figures", key: "figure_id", table: "figures" },
    times: { mark: "time", label: "dates", key: "time_expression_id", table: "time_expressions" },
    mentions: { mark: "actor", label: "actors", key: "mention_id", table: "mentions" },
    roles: { mark: "role", label: "roles", key: "role_id", table: "actor_roles" },
    quotes: { mark: "quote", label: "quotes", key: "quote_id", table: "quotes" },
  };

  // What a row says, in a line.
  const SAYS = {
    events: (row) => [row.event_type.toLowerCase() + (row.event_mode ? `/${row.event_mode}` : ""), row.status.replace("_", " "),
      parties(row, "actor", "by"), parties(row, "recipient", "to"), cells.reach(row.date_start, row.date_end), row.place_text && `in ${row.place_text}`, told(row), row.is_sure ? "" : "not sure"],
    figures: (row) => [`${row.comparator === "=" ? "" : row.comparator + " "}${wiremill.number(row.value)}${row.value_high === null ? "" : " to " + wiremill.number(row.value_high)} ${row.unit}${row.per_unit ? " per " + row.per_unit : ""}`,
      row.change, row.item && `of ${row.item}`, cells.reach(row.period_start, row.period_end), row.actor && `figure of ${row.actor.name}`, told(row), row.status === "actual" ? "" : row.status.replace("_", " ")],
    times: (row) => [row.type.toLowerCase(), row.value, row.value === cells.reach(row.start_on, row.end_on) ? "" : cells.reach(row.start_on, row.end_on)],
    mentions: (row) => [row.actor && row.actor.name, row.actor && row.actor.type, row.kind],
    roles: (row) => [row.actor && row.actor.name, `${row.is_current ? "" : "former "}${row.role}`, row.of_actor && `of ${row.of_actor.name}`],
    quotes: (row) => [row.direct ? "quoted" : "reported", row.speaker ? row.speaker.name : "no speaker", row.cue],
  };
  const parties = (row, role, word) => {
    const names = row.parties.filter((party) => party.role === role && party.actor).map((party) => party.actor.name);
    return names.length ? `${word} ${names.join(", ")}` : "";
  };
  const told = (row) => row.speaker && `told by ${row.speaker.name}`;
  const say = (row) => SAYS[row.kind_name](row).filter(Boolean).join(" · ");

  wiremill.pages.document = async (main, [documentId, rowId]) => {
    const index = await wiremill.index("figures"), about = index.documentById.get(documentId);
    if (!about) return main.append(el("h1", { text: "Article" }), empty(`No article ${documentId} is among those of this report; it holds the newest only. The published copy has them all:`),
      el("pre", { class: "sql", text: `SELECT * FROM documents WHERE document_id = ${wiremill.sql.quote(documentId)}` }));
    const article = open(await wiremill.load(`articles/${documentId}`), index);
    const state = { rows: article.rows, hidden: new Set(["roles"]), selected: null, byId: new Map(article.rows.map((row) => [row.id, row])) };
    const { slice } = wiremill.readCharacters(article.text);
    for (const row of article.rows) row.slice = slice(row.char_start, row.char_end);
    const body = wiremill.markText(article.text, [...article.rows, ...findTriggers(article.rows)], article.dropped);
    body.classList.add("no-dropped");
    const view = { state, body, list: el("div", { class: "rows" }), documentId };
    main.append(makeHead(about, article), makeToggles(view, article),
      el("div", { class: "reader" },
        el("article", { class: "paper card", "aria-label": "Text" }, article.text ? null : empty("This article has no text."), body),
        el("section", { class: "side card", "aria-label": "Rows of this article" }, view.list)));
    drawRows(view);
    listen(view);
    applyToggles(view);
    if (rowId && state.byId.has(rowId)) {
      state.hidden.delete(state.byId.get(rowId).kind_name);
      applyToggles(view);
      drawRows(view);
      select(view, rowId, true);
    } else if (rowId) wiremill.say(`No row ${rowId} in this article.`);
  };

  const open = (raw, index) => {
    const columns = wiremill.parts.overview.article_columns;
    const objects = (kind) => wiremill.unfold(columns[kind], raw[kind]);
    const actorAt = (place) => (place === null || place === undefined ? null : index.actors[place]);
    const article = { ...objects("article")[0], dropped: objects("dropped"), rows: [] };
    const events = objects("events"), mentions = objects("mentions");
    for (const event of events) event.parties = [];
    for (const party of objects("parties"))
      events[party.event_id].parties.push({ role: party.role, actor: actorAt(party.actor_id), mention_id: party.mention_id === null ? null : mentions[party.mention_id].mention_id });
    const kinds = { events, mentions, figures: objects("figures").map((row) => ({ ...index.figureById.get(row.figure_id), ...row })), times: objects("times"), roles: objects("roles"), quotes: objects("quotes") };
    for (const [name, rows] of Object.entries(kinds)) for (const row of rows) {
      Object.assign(row, { id: row[KINDS[name].key], kind_name: name, mark: KINDS[name].mark,
        actor: row.actor || actorAt(row.actor_id), speaker: row.speaker || actorAt(row.speaker_id), of_actor: actorAt(row.of_actor_id) });
      article.rows.push(row);
    }
    article.rows.sort((a, b) => a.char_start - b.char_start || b.char_end - a.char_end);
    return article;
  };

  // Where the words that name an event stand in its clause, if they stand there in one piece.
  const findTriggers = (rows) => rows.filter((row) => row.kind_name === "events").flatMap((row) => {
    const place = row.slice.indexOf(row.trigger);
    if (place < 0 || !row.trigger) return [];
    const start = row.char_start + [...row.slice.slice(0, place)].length;
    return [{ id: null, mark: "trigger", char_start: start, char_end: start + [...row.trigger].length }];
  });

  const makeHead = (about, article) => {
    const facts = [about.published_on || "no date", cells.publisherOf(about), article.author.length ? `by ${article.author.join(", ")}` : "", about.language || "", `revision ${article.revision}`];
    return el("header", { class: "head" },
      el("h1", { dir: "auto", class: about.title ? null : "empty", text: about.title || "An article without a title" }),
      el("p", { class: "note", dir: "auto", text: facts.filter(Boolean).join(" · ") }),
      el("p", { class: "note" }, link(route("story", about.story_id), about.is_copy ? "This is a copy: see its story" : "Its story"), " · ",
        rawLink(article), " · ", el("span", { class: "uri", dir: "auto", text: article.uri })));
  };

  // The raw store stands beside the releases: from current/report/ or releases/NAME/report/.
  const rawLink = (article) => {
    const { raw_folder: folder } = wiremill.parts.overview, hash = article.raw_sha256;
    const up = /\/releases\/[^/]+\/report\//.test(location.pathname) ? "../../../" : "../../";
    return folder === null ? el("span", { text: `raw ${hash.slice(0, 12)}…`, title: hash })
      : el("a", { href: `${up}${folder}/content/${hash.slice(0, 2)}/${hash}`, target: "_blank", rel: "noreferrer", title: `SHA-256 ${hash}`, text: "Raw text" });
  };

  const makeToggles = (view, article) => {
    const boxes = Object.entries(KINDS).map(([name, kind]) => {
      const count = view.state.rows.filter((row) => row.kind_name === name).length;
      return toggle(`show-${name}`, `${kind.label} (${count})`, kind.mark, !view.state.hidden.has(name), (isOn) => {
        if (isOn) view.state.hidden.delete(name);
        else view.state.hidden.add(name);
        applyToggles(view);
        drawRows(view);
      });
    });
    if (article.dropped.length) boxes.push(toggle("show-dropped", `dropped lines (${article.dropped.length})`, "gone", false,
      (isOn) => view.body.classList.toggle("no-dropped", !isOn)));
    return el("fieldset", { class: "toggles" }, el("legend", { class: "sr", text: "Shown in the text" }), boxes);
  };

  const toggle = (id, label, mark, isOn, onChange) => {
    const box = el("input", { type: "checkbox", id, checked: isOn, onchange: () => onChange(box.checked) });
    return el("label", { class: `toggle key-${mark}` }, box, el("span", { text: label }));
  };

  const applyToggles = ({ state, body }) => {
    for (const [name, kind] of Object.entries(KINDS)) body.classList.toggle(`hide-${kind.mark}`, state.hidden.has(name));
  };

  const drawRows = (view) => {
    const shown = view.state.rows.filter((row) => !view.state.hidden.has(row.kind_name));
    view.list.replaceChildren(wiremill.table({
      caption: "Rows of this article", rows: shown, name: view.documentId, step: 400, none: "Nothing was found in this text, or all kinds are switched off.",
      sql: () => Object.values(KINDS).map((kind) => wiremill.sql.forDocument(kind.table, view.documentId) + ";").join("\n\n"),
      onRow: (line, row) => {
        line.id = `row-${row.id}`;
        line.classList.toggle("selected", row.id === view.state.selected);
        line.addEventListener("click", (event) => event.target.closest("a") || select(view, row.id, true));
        line.addEventListener("mouseenter", () => light(view, [row.id], "near"));
        line.addEventListener("mouseleave", () => light(view, [], "near"));
      },
      columns: [
        { name: "kind", label: "kind", value: (row) => row.mark, cell: (row) => el("span", { class: `kind key-${row.mark}`, text: row.mark }) },
        { name: "text", label: "words", value: (row) => row.slice, cell: (row) => el("button", { type: "button", class: "words", dir: "auto", text: shorten(row.kind_name === "events" ? row.trigger : row.slice) }) },
        { name: "reading", label: "read as", value: say, cell: (row) => el("span", {}, readAs(row)) },
        { name: "confidence", label: "sure", isNumber: true, value: (row) => row.confidence ?? null, cell: (row) => percent(row.confidence) },
        { name: "id", label: "row", value: (row) => row.id, cell: (row) => link(route("document", view.documentId, row.id), "#", "row") },
      ] }));
  };

  const shorten = (text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
  const readAs = (row) => {
    const actor = row.kind_name === "mentions" || row.kind_name === "roles" ? row.actor : null;
    if (!actor) return [document.createTextNode(say(row))];
    return [cells.actorLink(actor), document.createTextNode(say(row).slice(actor.name.length))];
  };

  const pieces = (view, ids) => ids.flatMap((id) => [...view.body.querySelectorAll(`[data-rows~="${CSS.escape(id)}"]`)]);
  const light = (view, ids, name) => {
    for (const node of view.body.querySelectorAll(`.${name}`)) node.classList.remove(name);
    for (const node of pieces(view, ids)) node.classList.add(name);
  };

  const select = (view, id, isFromTable) => {
    const row = view.state.byId.get(id);
    view.state.selected = id;
    light(view, [id], "selected");
    light(view, (row.parties || []).map((party) => party.mention_id).filter(Boolean), "party");
    for (const line of view.list.querySelectorAll("tr.selected")) line.classList.remove("selected");
    const line = view.list.querySelector(`#row-${CSS.escape(id)}`);
    if (line) line.classList.add("selected");
    history.replaceState(null, "", route("document", view.documentId, id));
    const target = isFromTable ? pieces(view, [id])[0] : line;
    if (target) target.scrollIntoView({ block: "center", behavior: "auto" });
    wiremill.say(`${row.mark}: ${say(row)}`);
  };

  const listen = (view) => {
    // The row that a pointer means: the shortest that covers the place; a second click takes the next longer one.
    const covering = (node) => (node.dataset.rows || "").split(" ").map((id) => view.state.byId.get(id))
      .filter((row) => row && !view.state.hidden.has(row.kind_name)).sort((a, b) => a.char_end - a.char_start - (b.char_end - b.char_start));
    view.body.addEventListener("mousemove", (event) => {
      const node = event.target.closest(".mark"), rows = node ? covering(node) : [];
      if (!rows.length) return wiremill.hideHint();
      wiremill.showHint(event, rows.slice(0, 6).map((row) => el("div", { class: "hinted", dir: "auto" }, el("span", { class: `kind key-${row.mark}`, text: row.mark }), ` ${say(row)}`)));
    });
    view.body.addEventListener("mouseleave", wiremill.hideHint);
    view.body.addEventListener("click", (event) => {
      const node = event.target.closest(".mark"), rows = node ? covering(node) : [];
      if (!rows.length) return;
      const place = rows.findIndex((row) => row.id === view.state.selected);
      select(view, rows[(place + 1) % rows.length].id, false);
    });
  };
})();
