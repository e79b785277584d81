// SPDX-License-Identifier: Apache-2.0

// The editor: a textarea, with a painted copy of its text below it that carries colours and the findings' underlines,
// and line numbers that carry their signs. The textarea stays an ordinary one for keyboards, readers and input methods.

import { el, fill } from "./dom.js";
import { tokens } from "./highlight.js";

const colourLimit = 40_000; // characters; above it only findings are painted
const paintLimit = 400_000; // characters; above it the textarea shows its own text
const order = { low: 1, medium: 2, high: 3 };

export class Editor extends EventTarget {
  #box;
  #area;
  #paint;
  #numbers;
  #signs;
  #rail;
  #text = "";
  #starts = [0]; // offset of each line
  #marks = []; // {start, end, severity, title}
  #frame = 0;
  #released = false; // Escape was pressed: the next Tab leaves

  constructor(box) {
    super();
    this.#box = box;
    this.#area = box.querySelector("textarea");
    this.#paint = box.querySelector(".paint");
    this.#numbers = box.querySelector(".numbers");
    this.#signs = box.querySelector(".signs");
    this.#rail = box.querySelector(".rail");
    this.#area.addEventListener("input", () => this.#changed());
    this.#area.addEventListener("scroll", () => this.#follow(), { passive: true });
    this.#area.addEventListener("keydown", (event) => this.#key(event));
    this.#area.addEventListener("blur", () => (this.#released = false));
    this.#draw();
  }

  get code() {
    return this.#area.value;
  }

  // load puts code in place of what is there, in a way that the browser's undo takes back.
  load(code) {
    this.#marks = [];
    if (this.#area.value === "") this.#area.value = code;
    else {
      this.#area.select();
      this.#type(code);
    }
    this.#area.setSelectionRange(0, 0);
    this.#area.scrollTo(0, 0);
    this.#changed();
  }

  focus() {
    this.#area.focus();
  }

  // show draws findings on their places. Lines and columns count from 1, columns in UTF-16 units, ends exclusive.
  show(violations) {
    this.#marks = violations
      .filter((v) => v.line >= 1)
      .map((v) => {
        const start = this.#offset(v.line, v.column || 1);
        const end = v.end_line ? this.#offset(v.end_line, v.end_column || 1) : start + 1;
        return { start, end: Math.max(end, Math.min(start + 1, this.#text.length)), severity: v.severity, title: `${v.rule_id}: ${v.description}` };
      })
      .sort((a, b) => a.start - b.start);
    this.#later();
  }

  // go puts the caret on a place and brings it into view.
  go(line, column, endLine, endColumn) {
    const start = this.#offset(line, column || 1);
    const end = endLine ? this.#offset(endLine, endColumn || 1) : start;
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(start, Math.max(start, end));
    const height = parseFloat(getComputedStyle(this.#area).lineHeight);
    this.#area.scrollTop = Math.max(0, (line - 1) * height - this.#area.clientHeight / 3);
    this.#box.scrollIntoView({ block: "nearest" });
  }

  #offset(line, column) {
    const n = Math.min(Math.max(1, Math.trunc(line)), this.#starts.length);
    const end = n < this.#starts.length ? this.#starts[n] - 1 : this.#text.length;
    return Math.min(this.#starts[n - 1] + Math.max(0, Math.trunc(column) - 1), end);
  }

  #line(offset) {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  // changed moves the marks with the text until the next check gives new ones; a mark that was typed into goes.
  #changed() {
    const before = this.#text;
    const after = this.#area.value;
    if (before === after) return;
    const shorter = Math.min(before.length, after.length);
    let head = 0;
    while (head < shorter && before[head] === after[head]) head++;
    let tail = 0;
    while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
    const by = after.length - before.length;
    this.#marks = this.#marks
      .filter((m) => m.end <= head || m.start >= before.length - tail)
      .map((m) => (m.end <= head ? m : { ...m, start: m.start + by, end: m.end + by }));
    this.#text = after;
    this.#later();
    this.#lines();
    this.dispatchEvent(new Event("change"));
  }

  #lines() {
    this.#starts = [0];
    for (let i = this.#text.indexOf("\n"); i >= 0; i = this.#text.indexOf("\n", i + 1)) this.#starts.push(i + 1);
  }

  #later() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  #draw() {
    const lines = this.#starts.length;
    if (Number(this.#numbers.dataset.lines) !== lines) {
      this.#numbers.dataset.lines = lines;
      this.#numbers.textContent = Array.from({ length: lines }, (_, i) => i + 1).join("\n");
    }
    const worst = new Map();
    for (const m of this.#marks) {
      const line = this.#line(m.start);
      const there = worst.get(line);
      if (!there || order[m.severity] > order[there.severity]) worst.set(line, m);
    }
    fill(this.#signs, [...worst].slice(0, 1000).map(([line, m]) => {
      const sign = el("span", { class: "sign " + severityClass(m.severity), title: m.title });
      sign.style.setProperty("--line", line - 1);
      return sign;
    }));
    const plain = this.#text.length > paintLimit;
    this.#box.classList.toggle("plain", plain);
    fill(this.#paint, plain ? [] : this.#painted());
    this.#follow();
  }

  // painted cuts the text where a colour or a finding begins or ends.
  #painted() {
    const colours = this.#text.length > colourLimit ? [] : tokens(this.#text);
    const cuts = new Set([0, this.#text.length]);
    for (const [start, end] of colours) cuts.add(start).add(end);
    for (const m of this.#marks) cuts.add(m.start).add(m.end);
    const places = [...cuts].sort((a, b) => a - b);
    const parts = [];
    let colour = 0;
    for (let i = 0; i + 1 < places.length; i++) {
      const [from, to] = [places[i], places[i + 1]];
      while (colour < colours.length && colours[colour][1] <= from) colour++;
      const kind = colour < colours.length && colours[colour][0] <= from ? colours[colour][2] : "";
      let severity = "";
      for (const m of this.#marks) {
        if (m.start <= from && to <= m.end && (!severity || order[m.severity] > order[severity])) severity = m.severity;
      }
      const text = this.#text.slice(from, to);
      const name = [kind && "t-" + kind, severity && "mark " + severityClass(severity)].filter(Boolean).join(" ");
      parts.push(name ? el("span", { class: name }, text) : text);
    }
    return [...parts, "\n"];
  }

  #follow() {
    const { scrollLeft, scrollTop } = this.#area;
    this.#paint.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
    this.#rail.style.transform = `translateY(${-scrollTop}px)`;
  }

  #key(event) {
    if (event.key === "Escape") this.#released = true;
    if (event.key !== "Tab" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (this.#released) {
      this.#released = false;
      return;
    }
    event.preventDefault();
    this.#type("  ");
    this.#changed();
  }

  // type writes over the selection. The old command is the one that keeps the browser's undo.
  #type(text) {
    this.#area.focus({ preventScroll: true });
    const done = document.execCommand(text === "" ? "delete" : "insertText", false, text);
    if (!done) this.#area.setRangeText(text, this.#area.selectionStart, this.#area.selectionEnd, "end");
  }
}

// severityClass gives a class only to the words there are.
export const severityClass = (severity) => (order[severity] ? "sev-" + severity : "sev-low");

// oddLines lists the lines with characters that a reader cannot see or that turn the direction of what follows.
export function oddLines(code) {
  const found = [];
  code.split("\n").forEach((line, i) => {
    if (/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(line)) found.push(i + 1);
  });
  return found;
}
