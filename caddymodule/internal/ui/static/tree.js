// SPDX-License-Identifier: Apache-2.0

// JSON as a tree to open and close, and as text set on lines.

import { count, el, fill, visible } from "./dom.js";

const most = 500; // members shown of one object or array
const openDepth = 2; // levels that start open

// tree shows a parsed JSON value. Members are made when they are first looked at, so depth and size cost nothing before.
export function tree(value, name = null, depth = 0) {
  const key = name === null ? null : [el("span", { class: "key" }, visible(name)), ": "];
  if (value === null || typeof value !== "object") return el("div", { class: "leaf" }, key, scalar(value));
  const entries = Array.isArray(value) ? value.map((v, i) => [String(i), v]) : Object.entries(value);
  const what = Array.isArray(value) ? `[${count(entries.length, "item")}]` : `{${count(entries.length, "member")}}`;
  if (entries.length === 0) return el("div", { class: "leaf" }, key, el("span", { class: "kind" }, Array.isArray(value) ? "[ ]" : "{ }"));
  const inner = el("div", { class: "branch" });
  const node = el("details", {}, el("summary", {}, key, el("span", { class: "kind" }, what)), inner);
  const open = () => {
    if (inner.hasChildNodes()) return;
    fill(inner, entries.slice(0, most).map(([k, v]) => tree(v, k, depth + 1)),
      entries.length > most && el("p", { class: "hint" }, `${entries.length - most} more; the Raw JSON tab has all.`));
  };
  if (depth < openDepth && entries.length <= 50) {
    node.open = true;
    open();
  }
  node.addEventListener("toggle", () => node.open && open());
  return node;
}

function scalar(value) {
  if (typeof value === "string") return el("span", { class: "t-string" }, '"' + visible(value) + '"');
  return el("span", { class: typeof value === "number" ? "t-number" : "t-literal" }, String(value));
}

// indented sets JSON text on lines without parsing it, so that every digit stays as it was sent. It stops when it has
// written about limit characters, since deep nesting makes far more text than came.
export function indented(text, limit) {
  const parts = [];
  let size = 0;
  let depth = 0;
  let opened = false; // nothing since a bracket was opened
  const write = (piece) => {
    parts.push(piece);
    size += piece.length;
  };
  const line = () => write("\n" + "  ".repeat(Math.min(depth, 40)));
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\[^])*"?|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    const closes = token === "}" || token === "]";
    if (closes) depth = Math.max(0, depth - 1);
    if (closes !== opened) line();
    opened = token === "{" || token === "[";
    write(token === ":" ? ": " : token);
    if (opened) depth++;
    if (token === ",") line();
    if (size > limit) break;
  }
  return parts.join("");
}
