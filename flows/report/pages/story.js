// A story: its articles with copies folded, its happenings in time, its figures side by side.
"use strict";
(() => {
  const { el, section, empty, table, cells, link, route } = wiremill;

  wiremill.pages.story = async (main, [storyId]) => {
    const index = await wiremill.index("events", "figures", "disagreements");
    const articles = index.documents.filter((row) => row.story_id === storyId);
    if (!articles.length) return main.append(el("h1", { text: "Story" }), empty(`No article of story ${storyId} is in this report; it holds the newest only.`));
    const own = articles.filter((row) => !row.is_copy), copies = articles.filter((row) => row.is_copy);
    const lead = own[0] || articles[0], isOwn = new Set((own.length ? own : [lead]).map((row) => row.document_id));
    const events = index.events.filter((row) => isOwn.has(row.document_id));
    const figures = index.figures.filter((row) => row.document.story_id === storyId && !row.is_minor);
    const told = new Set(events.map((row) => row.happening).filter(Boolean));
    const elsewhere = index.events.filter((row) => told.has(row.happening) && row.document.story_id !== storyId);
    const documents = [...new Set(elsewhere.map((row) => row.document))];
    const sources = new Set(articles.map((row) => (row.agency || row.publisher || row.source).toLowerCase()));
    main.append(
      el("h1", { dir: "auto", text: cells.titleOf(lead) }),
      el("p", { class: "note", text: `${articles.length} article${articles.length > 1 ? "s" : ""}, ${sources.size} independent source${sources.size > 1 ? "s" : ""}` }),
      section("Articles", table({ caption: "Articles of the story", rows: own.length ? own : articles, columns: cells.COLUMNS.articles, name: "story_articles", sql: wiremill.sql.forStory("documents", storyId) }),
        copies.length && own.length ? el("details", { class: "behind" }, el("summary", { text: `${copies.length} cop${copies.length > 1 ? "ies" : "y"}` }),
          table({ caption: "Copies", rows: copies, columns: cells.COLUMNS.articles, name: "story_copies" })) : null,
        documents.length ? el("div", {}, el("h3", { text: "Other articles that tell of the same" }), el("ul", {}, documents.map((row) => el("li", {}, el("span", { class: "note", text: `${cells.publisherOf(row)}: ` }), cells.articleLink(row))))) : null),
      // What other articles tell of the same happenings stands in the timeline beside it.
      section("Timeline", wiremill.timeline([...events, ...elsewhere.filter((row) => !row.document.is_copy)], index)),
      section("Figures side by side", wiremill.compareFigures(figures, wiremill.sql.forStory("figure_facts", storyId))),
    );
  };

  // Figures of the same thing, unit and time stand in one line; several values of different articles disagree.
  wiremill.alignFigures = (figures) => {
    const lines = new Map();
    for (const figure of figures) {
      if (!figure.indicator) continue;
      const key = JSON.stringify([figure.indicator, figure.unit, figure.per_unit, figure.change, figure.period_start, figure.period_end]);
      lines.set(key, [...(lines.get(key) || []), figure]);
    }
    return [...lines.values()].map((found) => {
      const values = new Set(found.map((figure) => `${figure.value}/${figure.value_high}`));
      const documents = new Set(found.map((figure) => figure.document_id));
      const distinct = new Map(found.map((figure) => [`${figure.figure}|${says(figure)}`, figure]));
      const sources = new Set(found.map(says));
      const isDisputed = values.size > 1 && documents.size > 1;
      return { figures: [...distinct.values()], first: found[0], isDisputed, verdict: isDisputed ? "disagree" : sources.size > 1 ? "agree" : "" };
    });
  };
  const says = (figure) => [figure.speaker && figure.speaker.name, cells.publisherOf(figure.document)].filter(Boolean).join(", ");

  wiremill.compareFigures = (figures, sql) => {
    const lines = wiremill.alignFigures(figures);
    if (!lines.length) return empty("No figures that say what they measure.");
    return table({ caption: "Figures side by side", rows: lines, name: "figures", sql, columns: [
      { name: "item", label: "of what", value: (line) => line.first.item, cell: (line) => link(route("indicator", line.first.indicator, line.first.unit), line.first.item) },
      { name: "period", label: "period", value: (line) => cells.reach(line.first.period_start, line.first.period_end) },
      { name: "figures", label: "figures, and who says so", value: (line) => line.figures.map((figure) => `${cells.figureText(figure)} (${says(figure)})`).join("; "),
        cell: (line) => el("ul", { class: "plain" }, line.figures.map((figure) => el("li", {}, link(route("document", figure.document_id, figure.figure_id), cells.figureText(figure)), el("span", { class: "note", dir: "auto", text: ` ${says(figure)}` })))) },
      { name: "disputed", label: "sources", value: (line) => line.verdict,
        cell: (line) => el("span", { class: line.isDisputed ? "warn" : null, text: line.verdict }) },
    ] });
  };
})();
