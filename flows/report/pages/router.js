// Every view has an address: #/PAGE/part/part?name=value.
"use strict";
(() => {
  const { el } = wiremill;
  const NAV = [["#/", "Overview"], ["#/search?kind=articles", "Articles"], ["#/search?kind=events", "Events"], ["#/search?kind=figures", "Figures"], ["#/search?kind=quotes", "Quotes"], ["#/search?kind=actors", "Actors"]];
  const main = document.getElementById("main");
  let turn = 0;

  const read = () => {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    const parts = path.split("/").filter(Boolean).map(safeDecode);
    return { page: parts[0] || "overview", parts: parts.slice(1), query: new URLSearchParams(query || "") };
  };
  const safeDecode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  // The address of a row by its id alone, for links from other tools.
  wiremill.pages.row = async (target, [rowId]) => {
    const index = await wiremill.index("events", "figures", "quotes", "roles");
    const found = index.eventById.get(rowId) || index.figureById.get(rowId) || index.quoteById.get(rowId) || index.roles.find((row) => row.role_id === rowId);
    if (found) return location.replace(wiremill.route("document", found.document_id, rowId));
    if (index.documentById.has(rowId)) return location.replace(wiremill.route("document", rowId));
    if (index.happeningById.has(rowId)) return location.replace(wiremill.route("happening", rowId));
    if (index.actorById.has(rowId)) return location.replace(wiremill.route("actor", rowId));
    target.append(el("h1", { text: "Row" }), wiremill.empty(`No row ${rowId} is in this report; it holds the newest articles only.`));
  };

  const show = async () => {
    const { page, parts, query } = read(), mine = ++turn;
    const draw = wiremill.pages[page];
    wiremill.hideHint();
    const fresh = el("div", { class: `page page-${page}` });
    try {
      if (draw) await draw(fresh, parts, query);
      else fresh.append(el("h1", { text: "No such page" }), el("p", {}, wiremill.link("#/", "To the overview")));
    } catch (error) {
      fresh.replaceChildren(el("h1", { text: "This page can't be shown" }), el("p", { class: "empty", text: String(error.message || error) }));
    }
    if (mine !== turn) return;
    main.replaceChildren(fresh);
    main.dataset.page = page;
    main.dataset.address = location.hash;
    const heading = fresh.querySelector("h1");
    document.title = `${heading ? heading.textContent.slice(0, 80) : page} – Wiremill report`;
    drawNav(page, query);
    const chosen = fresh.querySelector(".mark.selected");
    window.scrollTo(0, 0);
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
    const line = fresh.querySelector(".side tr.selected");
    if (line) line.closest(".side").scrollTop = line.offsetTop - 60;
  };

  const drawNav = (page, query) => {
    const here = page === "overview" ? "#/" : page === "search" ? `#/search?kind=${query.get("kind") || "articles"}` : "";
    document.getElementById("nav").replaceChildren(...NAV.map(([href, text]) => el("a", { href, text, "aria-current": href === here ? "page" : null })));
  };

  document.getElementById("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = document.getElementById("find-words").value;
    const kind = read().page === "search" ? read().query.get("kind") || "articles" : "events";
    location.hash = `#/search?${new URLSearchParams({ kind, q: words })}`;
  });

  const remember = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch { /* a browser may keep nothing for local files */ }
  };
  const recall = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const setTheme = (theme) => (document.documentElement.dataset.theme = theme);
  setTheme(recall() || (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", () => {
    setTheme(dark.matches ? "dark" : "light");
    show();
  });
  document.getElementById("theme").addEventListener("click", () => {
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    remember(document.documentElement.dataset.theme);
    show();
  });

  window.addEventListener("hashchange", show);
  show();
})();
