"use strict";
(() => {
  const study = JSON.parse(document.getElementById("study-data").textContent);
  const root = document.documentElement;
  const panel = document.getElementById("details");
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const made = (name, text, ...children) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  };
  let scenario = study.main;
  let pinned = null;

  /* theme: follows the system until the reader chooses */
  const button = document.querySelector(".theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const name = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.hidden = false;
  button.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; name(); });
  system.addEventListener("change", name);
  name();

  /* the map: geometry is on the page, paint and values come with the scenario */
  const kindOf = (key) => key[0];
  const factsOf = (key) => study.items[kindOf(key)][Number(key.slice(1))];
  const stateOf = (key) => ((study.states[scenario] || {})[kindOf(key)] || [])[Number(key.slice(1))] || ["absent", 1, 0];
  const valuesOf = (key) => study.columns[factsOf(key)[1]].map((column, place) => [column, stateOf(key)[3 + place] || "–"]);
  const marks = all("[data-k]");
  const shown = () => marks.filter((mark) => !mark.classList.contains("absent"));
  marks.forEach((mark) => { const title = mark.querySelector("title"); if (title) title.remove(); });

  const paint = () => {
    for (const mark of marks) {
      const [style, width] = stateOf(mark.dataset.k);
      const fixed = mark.classList.contains("pipe") ? "pipe" : `symbol ${mark.dataset.kind}`;
      mark.setAttribute("class", `${fixed} ${style}`.trim());
      if (fixed === "pipe") mark.querySelector(".line").setAttribute("stroke-width", width);
      if (mark === pinned) mark.classList.add("chosen");
      const words = valuesOf(mark.dataset.k).map((pair) => pair.join(" ")).join(", ");
      mark.setAttribute("aria-label", `${factsOf(mark.dataset.k)[0]}: ${words}`);
    }
    for (const mark of all("[data-c]")) {
      const [, width, direction] = stateOf(mark.dataset.c);
      const way = direction > 0 ? "ahead" : direction < 0 ? "back" : "none";
      mark.setAttribute("class", `chevron ${way}${width < study.thin ? " thin" : ""}`);
    }
  };

  /* details of what is pointed at, focused or chosen */
  const sourceNodes = (number) => {
    const item = document.getElementById(`source-${number}`);
    return item ? Array.from(item.cloneNode(true).childNodes) : ["none: an estimate"];
  };
  const open = (title, pairs, number) => {
    const list = made("dl");
    for (const [label, value] of pairs) list.append(made("dt", label), made("dd", value));
    list.append(made("dt", "Source"), made("dd", "", ...sourceNodes(number)));
    const close = made("button", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close details");
    close.addEventListener("click", release);
    panel.replaceChildren(made("h3", title), list, close);
    panel.hidden = false;
  };
  const show = (key) => {
    const [title, , facts, number] = factsOf(key);
    open(title, [...valuesOf(key), ...facts], number);
    marks.forEach((mark) => mark.classList.toggle("chosen", mark.dataset.k === key));
  };
  const hide = () => {
    panel.hidden = true;
    marks.forEach((mark) => mark.classList.remove("chosen"));
  };
  const release = () => {
    const back = pinned && marks.find((mark) => mark === pinned);
    pinned = null;
    hide();
    if (back) back.focus({ preventScroll: true });
  };
  const step = (mark, by) => {
    const own = shown().filter((other) => other.ownerSVGElement === mark.ownerSVGElement);
    const next = own[(own.indexOf(mark) + by + own.length) % own.length];
    own.forEach((other) => other.setAttribute("tabindex", "-1"));
    next.setAttribute("tabindex", "0");
    next.focus({ preventScroll: true });
  };
  const keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  for (const mark of marks) {
    mark.setAttribute("tabindex", "-1");
    mark.addEventListener("pointerenter", (event) => { if (!pinned && event.pointerType === "mouse") show(mark.dataset.k); });
    mark.addEventListener("pointerleave", (event) => { if (!pinned && event.pointerType === "mouse") hide(); });
    mark.addEventListener("focus", () => { if (!pinned && mark.matches(":focus-visible")) show(mark.dataset.k); });
    mark.addEventListener("blur", () => { if (!pinned) hide(); });
    mark.addEventListener("click", () => { pinned = mark; show(mark.dataset.k); });
    mark.addEventListener("keydown", (event) => {
      if (event.key in keys) { event.preventDefault(); pinned = null; step(mark, keys[event.key]); }
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pinned = mark; show(mark.dataset.k); }
    });
  }
  for (const map of all("svg.map")) {
    const first = map.querySelector("[data-k]:not(.absent)");
    if (first) first.setAttribute("tabindex", "0");
    map.addEventListener("click", (event) => { if (!event.target.closest("[data-k]")) release(); });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) release(); });

  /* a source opens where it is cited */
  for (const link of all("a.src")) {
    const number = link.textContent;
    const peek = () => { if (!pinned) open(`Source ${number}`, [], number); };
    link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") peek(); });
    link.addEventListener("pointerleave", () => { if (!pinned) hide(); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) peek(); });
    link.addEventListener("blur", () => { if (!pinned) hide(); });
  }

  /* scenarios */
  const choose = (next) => {
    scenario = next;
    for (const part of all("[data-scenario]")) part.hidden = part.dataset.scenario !== next;
    for (const row of all(".dates tbody tr")) row.classList.toggle("chosen", row.dataset.row === next);
    paint();
    if (pinned) show(pinned.dataset.k);
  };
  const control = document.querySelector(".scenarios");
  if (control) {
    control.hidden = false;
    control.addEventListener("change", (event) => choose(event.target.value));
  }
  choose(study.main);

  /* tables sort by the column whose head is pressed */
  const numeric = (text) => {
    const tidy = text.replace(/[\s\u2007\u2008\u202f]/g, "").replace("−", "-");
    const power = tidy.match(/^(-?[\d.]+)×10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)/);
    if (!power) return parseFloat(tidy);
    const digits = Array.from(power[2], (sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(sign)).map((place) => (place > 9 ? "-" : place));
    return parseFloat(`${power[1]}e${digits.join("")}`);
  };
  const compare = (one, other) => {
    const [a, b] = [numeric(one), numeric(other)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
    if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
    return one.localeCompare(other);
  };
  for (const table of all("table.sortable")) {
    const heads = all("thead th", table);
    const body = table.tBodies[0];
    if (body.rows.length < 3) continue;
    heads.forEach((head, place) => {
      const press = made("button", head.textContent);
      press.type = "button";
      head.replaceChildren(press);
      press.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = Array.from(body.rows);
        rows.sort((a, b) => compare(a.cells[place].textContent, b.cells[place].textContent) * (up ? 1 : -1));
        body.append(...rows);
      });
    });
  }
})();
