// Happenings: real events, each with all that is told of it and where sources differ.
"use strict";
(() => {
  const { el, section, empty, table, cells, link, route } = wiremill;
  const spell = (status) => status.replace("_", " ");
  const sayDay = (row) => row.day || cells.reach(row.date_start, row.date_end) || "no date";
  const sourceOf = (document) => document.agency || document.publisher || document.source;

  // Events by happening, in time; one that is told once has no row of its own among the happenings.
  const gather = (events) => {
    const found = new Map();
    for (const event of events) {
      const key = event.happening || event;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(event);
    }
    const gathered = [...found].map(([row, told]) => {
      const isTold = Boolean(row.happening_id && row.history !== undefined);
      // What was denied or planned is no headline of what happened.
      const isOther = (event) => Number(isTold && event.status !== row.status);
      told.sort((a, b) => a.document.is_copy - b.document.is_copy || isOther(a) - isOther(b) || b.confidence - a.confidence);
      return { row, told, best: told[0], isTold, day: sayDay(row), id: isTold ? row.happening_id : told[0].event_id };
    });
    return gathered.sort((a, b) => (a.day === "no date" ? "9" : a.day).localeCompare(b.day === "no date" ? "9" : b.day));
  };

  // Articles that describe somebody in one way mean one, or tell the reader no more than one.
  const named = (actors) => [...new Map(actors.map((actor) => [actor.name, actor])).values()];
  const parties = ({ row, best }) => {
    const one = named(row.actors.length ? row.actors : best.actors), other = named(row.recipients.length ? row.recipients : best.recipients);
    if (!one.length && !other.length) return null;
    return el("span", { class: "parties", dir: "auto" }, cells.actorLinks(one), other.length ? el("span", { class: "note", text: " → " }) : null, cells.actorLinks(other));
  };

  // planned 2024-03-01|actual 2024-03-09 -> planned 2024-03-01 → actual 2024-03-09
  const history = (row) => (row.history.includes("|") ? row.history.split("|").map(spell).join(" → ") : "");

  const mentions = (told) => el("ul", { class: "plain told" }, told.map((event) => el("li", {},
    el("span", { class: "note", text: `${event.document.published_on || "no date"}, ${sourceOf(event.document)}${event.document.is_copy ? ", copy" : ""}: ` }),
    cells.words(route("document", event.document_id, event.event_id), event.clause),
    el("span", { class: "note" }, event.status === "actual" ? "" : ` ${spell(event.status)}`, event.speaker ? " told by " : "", event.speaker ? cells.actorLink(event.speaker) : ""))));

  const whole = (says) => says.replace(/^(-?\d+)\.0\b/, "$1").replace(/ count$/, "");
  const differences = (rows) => rows.length ? el("ul", { class: "plain warn-list" }, rows.map((row) => el("li", { dir: "auto" },
    el("span", { class: "warn", text: `Sources differ in ${row.about === "number" ? row.item : `the ${row.about}`}: ` }),
    `${whole(row.one_says)} (${[row.one_source, row.one_on].filter(Boolean).join(", ")}: “${row.one_words}”), `,
    `${whole(row.other_says)} (${[row.other_source, row.other_on].filter(Boolean).join(", ")}: “${row.other_words}”)`,
    row.stands ? "" : "; one of them has said something else since"))) : null;

  const facts = ({ row, isTold, best }) => {
    const said = [isTold ? "" : best.speaker ? `told by ${best.speaker.name}` : ""];
    if (isTold) said.push(history(row), `told ${row.mention_count} times`, row.source_count > 1 ? `${row.source_count} independent sources: ${row.sources.split("|").join(", ")}` : "");
    return said.filter(Boolean).join(" · ");
  };

  const entry = (happening, index) => {
    const { row, told, best, isTold } = happening, status = isTold ? row.status : best.status;
    const differing = isTold ? index.disagreements.filter((one) => one.happening === row) : [];
    return el("li", {},
      el("span", { class: "when", text: happening.day }),
      cells.quad(best.quad_class, `${best.event_type.toLowerCase()}${status === "actual" ? "" : `, ${spell(status)}`}`),
      el("div", { class: "what", dir: "auto" }, cells.words(isTold ? route("happening", row.happening_id) : route("document", best.document_id, best.event_id), best.clause),
        el("div", { class: "note", dir: "auto" }, parties(happening), facts(happening) ? el("span", { text: ` ${facts(happening)}` }) : null),
        told.length > 1 ? el("details", { class: "behind" }, el("summary", { text: `Told ${told.length} times here` }), mentions(told)) : null,
        differences(differing)));
  };

  wiremill.timeline = (events, index) => {
    if (!events.length) return empty("No sure events in this story.");
    return el("ol", { class: "timeline" }, gather(events).map((happening) => entry(happening, index)));
  };

  wiremill.pages.happening = async (main, [happeningId]) => {
    const index = await wiremill.index("events", "figures", "disagreements"), row = index.happeningById.get(happeningId);
    const events = row ? index.events.filter((event) => event.happening === row) : [];
    if (!events.length) return main.append(el("h1", { text: "Happening" }), empty(`No happening ${happeningId} that is told more than once is in this report; it holds the newest articles only. The published copy has them all:`),
      el("pre", { class: "sql", text: wiremill.sql.forHappening("happenings", happeningId) }));
    const [happening] = gather(events), documents = new Set(events.map((event) => event.document_id));
    const figures = index.figures.filter((figure) => documents.has(figure.document_id) && !figure.is_minor);
    main.append(
      el("h1", { dir: "auto", text: `“${happening.best.clause}”` }),
      el("p", { class: "note", dir: "auto" }, `${happening.day} · ${happening.best.event_type.toLowerCase()}, ${spell(row.status)} · `, parties(happening), facts(happening) ? ` · ${facts(happening)}` : ""),
      section("Where sources differ", differences(index.disagreements.filter((one) => one.happening === row)) || empty(row.source_count > 1 ? "Independent sources say the same of its status, day and numbers, as far as they tell them." : "One independent source tells it.")),
      section("Who tells it", table({ caption: "Sentences that tell it", rows: happening.told, name: "happening", columns: [
        { name: "published_on", label: "published", value: (event) => event.document.published_on },
        { name: "source", label: "source", value: (event) => sourceOf(event.document) }, ...cells.COLUMNS.events], sql: wiremill.sql.forHappening("happening_members", happeningId) })),
      section("Figures of the articles that tell it", wiremill.compareFigures(figures, wiremill.sql.forHappening("claims", happeningId, "subject_id"))),
    );
  };
})();
