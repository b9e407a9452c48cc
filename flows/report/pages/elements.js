// Elements of a page. Text from articles only ever becomes a text node.
"use strict";
(() => {
  const el = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (key === "class") node.className = value;
      else if (key === "text") node.textContent = value;
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };

  const link = (href, text, className) => el("a", { href, class: className, dir: "auto", text });
  const route = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");
  const empty = (text) => el("p", { class: "empty", text });
  const section = (title, ...children) =>
    el("section", { class: "card" }, el("h2", { text: title }), ...children);

  const say = (text) => {
    document.getElementById("said").textContent = text;
  };

  // A small box beside the pointer.
  const hint = document.getElementById("hint");
  const showHint = (event, ...children) => {
    hint.replaceChildren(...children);
    hint.hidden = false;
    const width = hint.offsetWidth, height = hint.offsetHeight;
    const x = Math.min(event.clientX + 14, window.innerWidth - width - 8);
    const below = event.clientY + 18;
    const y = below + height > window.innerHeight ? event.clientY - height - 12 : below;
    hint.style.left = `${Math.max(8, x)}px`;
    hint.style.top = `${Math.max(8, y)}px`;
  };
  const hideHint = () => {
    hint.hidden = true;
  };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = (value) => (value === null || value === undefined ? "" : Number(value).toLocaleString("en"));
  const percent = (value) => (value === null || value === undefined ? "" : `${Math.round(value * 100)} %`);
  const fold = (text) => {
    if (!text) return "";
    return /[^\x00-\x7f]/.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase() : text.toLowerCase();
  };

  Object.assign(wiremill, {
    el, link, route, empty, section, say, showHint, hideHint, colour, number, percent, fold,
  });
})();
