// The text of an article with its rows marked: cut at every border of a row, each piece knows its rows.
"use strict";
(() => {
  const { el } = wiremill;

  // Rows point at characters as Python and DuckDB count them: a character outside the basic plane is one.
  const readCharacters = (text) => {
    const characters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    return {
      length: characters ? characters.length : text.length,
      slice: (from, to) => (characters ? characters.slice(from, to).join("") : text.slice(from, to)),
    };
  };

  wiremill.readCharacters = readCharacters;

  const findParagraphs = (text, characters) => {
    const paragraphs = [];
    let start = 0;
    for (const line of text.split("\n")) {
      const length = readCharacters(line).length;
      paragraphs.push([start, Math.min(start + length, characters.length)]);
      start += length + 1;
    }
    return paragraphs;
  };

  // Borders within a paragraph, and for each piece between two the rows that cover it.
  const cut = (rows, from, to) => {
    const borders = new Set([from, to]);
    for (const row of rows) {
      if (row.char_start > from) borders.add(row.char_start);
      if (row.char_end < to) borders.add(row.char_end);
    }
    return [...borders].sort((a, b) => a - b);
  };

  const markParagraph = (characters, rows, from, to) => {
    const borders = cut(rows, from, to), pieces = [];
    for (let place = 0; place + 1 < borders.length; place++) {
      const [start, end] = [borders[place], borders[place + 1]];
      const covering = rows.filter((row) => row.char_start < end && row.char_end > start);
      const text = characters.slice(start, end);
      if (!covering.length) pieces.push(document.createTextNode(text));
      else pieces.push(el("span", { class: "mark", "data-rows": covering.map((row) => row.id).filter(Boolean).join(" "), "data-kinds": [...new Set(covering.map((row) => row.mark))].join(" "), text }));
    }
    return pieces;
  };

  // Rows sorted by start; dropped lines stand before the paragraph in which the next kept line lies.
  wiremill.markText = (text, rows, dropped) => {
    const characters = readCharacters(text), body = el("div", { class: "text", dir: "auto" });
    const sorted = [...rows].sort((a, b) => a.char_start - b.char_start);
    const waiting = [...dropped];
    let first = 0;
    const open = [];
    for (const [from, to] of findParagraphs(text, characters)) {
      while (waiting.length && waiting[0].before_char !== null && waiting[0].before_char <= to) body.append(makeDropped(waiting.shift()));
      while (first < sorted.length && sorted[first].char_start < to) open.push(sorted[first++]);
      const here = open.filter((row) => row.char_end > from);
      if (to > from) body.append(el("p", { dir: "auto" }, markParagraph(characters, here, from, to)));
      open.splice(0, open.length, ...here.filter((row) => row.char_end > to));
    }
    while (waiting.length) body.append(makeDropped(waiting.shift()));
    return body;
  };

  const makeDropped = (line) =>
    el("p", { class: "dropped", dir: "auto" },
      el("span", { class: "why", text: `${line.kind}, dropped by ${line.reason}${line.score === null ? "" : ` (${line.score})`}` }),
      el("span", { text: line.text.length >= 160 ? `${line.text}…` : line.text }));
})();
