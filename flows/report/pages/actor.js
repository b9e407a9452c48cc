// An actor: roles, names, deals with others, events, quotes, figures.
"use strict";
(() => {
  const { el, section, empty, table, cells, link, route } = wiremill;

  wiremill.pages.actor = async (main, [actorId]) => {
    const index = await wiremill.index("events", "figures", "quotes", "roles"), actor = index.actorById.get(actorId);
    if (!actor) return main.append(el("h1", { text: "Actor" }), empty(`No article of this report names ${actorId}; it holds the newest only. The published copy has them all:`),
      el("pre", { class: "sql", text: `SELECT * FROM actor_profiles WHERE actor_id = ${wiremill.sql.quote(actorId)}` }));
    const events = index.events.filter((row) => row.actors.includes(actor) || row.recipients.includes(actor));
    const facts = [actor.type, actor.country_code, actor.sector, `${wiremill.number(actor.mention_count)} mentions`,
      actor.first_seen_on ? `seen ${cells.reach(actor.first_seen_on, actor.last_seen_on)}` : ""];
    main.append(
      el("h1", { dir: "auto", text: actor.name }),
      el("p", { class: "note", text: facts.filter(Boolean).join(" · ") }),
      actor.other_names ? el("p", { class: "note", dir: "auto", text: `Also called ${actor.other_names}` }) : "",
      el("div", { class: "grid wide-first" }, partners(events, actor), roles(index, actor)),
      section("Events", events.length ? table({ caption: "Events", rows: events, columns: cells.COLUMNS.events, name: "actor_events", step: 25, sql: wiremill.sql.forActor(actorId) }) : empty("No sure events.")),
      quotes(index, actor), figures(index, actor),
    );
  };

  const roles = (index, actor) => {
    const rows = index.roles.filter((row) => row.actor === actor);
    if (!rows.length && actor.type !== "person") return null;
    return section("Roles over time", rows.length ? table({ caption: "Roles", rows, name: "roles",
      sql: wiremill.sql.select("actor_roles", [`actor_id = ${wiremill.sql.quote(actor.actor_id)}`], "seen_on"), columns: [
        { name: "role", label: "role", value: (row) => row.role + (row.of_name ? ` of ${row.of_name}` : ""), cell: (row) => link(route("document", row.document_id, row.role_id), `${row.is_current ? "" : "former "}${row.role}${row.of_name ? ` of ${row.of_name}` : ""}`) },
        { name: "seen_from", label: "seen from", value: (row) => row.seen_from },
        { name: "seen_until", label: "until", value: (row) => row.seen_until },
      ] }) : empty("No article states a role."));
  };

  const partners = (events, actor) => {
    const pairs = wiremill.findPairs(events);
    return pairs.length ? section("Who with whom", wiremill.quadLegend(), wiremill.network(pairs, actor), wiremill.charts.behind("Table of the pairs", wiremill.pairTable(pairs, wiremill.sql.forPairs(actor.actor_id))))
      : section("Who with whom", empty("No events with another actor."));
  };

  const quotes = (index, actor) => {
    const rows = index.quotes.filter((row) => row.speaker === actor);
    return section("Quotes", rows.length ? table({ caption: "Quotes", rows, name: "quotes", step: 15,
      sql: wiremill.sql.select("quotes", [`speaker_id = ${wiremill.sql.quote(actor.actor_id)}`], "document_id, char_start"),
      columns: cells.COLUMNS.quotes.filter((column) => ["published_on", "text", "direct", "publisher"].includes(column.name)) }) : empty("No quotes."));
  };

  const figures = (index, actor) => {
    const rows = index.figures.filter((row) => !row.is_minor && (row.actor === actor || row.speaker === actor));
    const wanted = ["figure", "item", "period", "whose", "speaker", "publisher", "published_on", "confidence", "figure_id"];
    const quoted = wiremill.sql.quote(actor.actor_id);
    return section("Figures", rows.length ? table({ caption: "Figures", rows, name: "actor_figures", step: 20,
      columns: cells.COLUMNS.figures.filter((column) => wanted.includes(column.name)),
      sql: wiremill.sql.select("figure_facts", [`(actor_id = ${quoted} OR speaker_id = ${quoted})`], "published_on") }) : empty("No figures."));
  };
})();
