// SPDX-License-Identifier: Apache-2.0

// What happened: the outcome in a sentence, the output, the result, the timeline and the answer as it came.

import { bytes, count, el, fill, list, ms, object, visible } from "./dom.js";
import { indented, tree } from "./tree.js";

const lines = 2000; // console lines shown
const rawLimit = 300_000; // characters shown of an answer

// endings say each reason there is; one that this page does not know is shown as it came.
const endings = {
  completed: ["good", "Completed"],
  exception: ["bad", "Ended by an exception"],
  syntax_error: ["bad", "Syntax error: nothing ran"],
  timeout_wall: ["bad", "Stopped at the time limit"],
  timeout_cpu: ["bad", "Stopped at the processor time limit"],
  memory: ["bad", "Stopped at the memory limit"],
  output_limit: ["bad", "Stopped: it wrote too much"],
  cancelled: ["idle", "Cancelled"],
  sandbox_violation: ["bad", "Killed: it tried what the sandbox forbids"],
  worker_lost: ["bad", "The worker was lost"],
  internal: ["bad", "A fault of the gateway"],
  blocked: ["bad", "Blocked by the policy: nothing ran"],
  queue_timeout: ["idle", "No worker was free in time: nothing ran"],
};

// outcome writes the headline of a run.
export function outcome(node, more, answer) {
  const body = answer.json;
  const termination = object(body.termination);
  const [state, words] = endings[termination.reason] || ["bad", "Ended: " + visible(termination.reason)];
  headline(node, more, state, words, [
    termination.started !== false && Number.isFinite(object(body.usage).wall_ms) && `ran ${ms(body.usage.wall_ms)}`,
    Number.isFinite(body.exit_code) && `exit code ${body.exit_code}`,
    `answered in ${ms(answer.tookMs)}`,
  ]);
}

// headline writes a state (good, bad, idle, busy) with its words and a line of details.
export function headline(node, more, state, words, details = []) {
  node.parentElement.className = "status " + state;
  node.textContent = words;
  more.textContent = details.filter(Boolean).join(" · ");
}

// output fills the Output tab.
export function output(node, body, go, toResult) {
  const logs = list(body.logs).map(object);
  const parts = [];
  if (logs.length) {
    parts.push(...logs.slice(0, lines).map((l) => line(l.level, l.text, l.t_ms)));
    if (logs.length > lines) parts.push(el("p", { class: "cut" }, `${logs.length - lines} more lines; the Raw JSON tab has all.`));
  } else if (body.output) {
    parts.push(line("log", body.output));
  }
  const cut = object(body.truncated);
  if (cut.output || cut.logs) {
    const limit = object(body.limits).output_bytes;
    parts.push(el("p", { class: "cut" }, "Output cut here" + (limit ? ` at ${bytes(limit)}` : "") +
      (body.output_bytes > 0 ? `: the program wrote ${bytes(body.output_bytes)}.` : ".")));
  }
  if (body.exception) parts.push(exception(object(body.exception), go));
  else if (body.error && !logs.some((l) => l.level === "error")) parts.push(line("error", body.error));
  const said = object(body.termination).message;
  if (said && said !== body.error && !body.exception) parts.push(el("p", { class: "said" }, visible(said)));
  if (body.success && body.result_type && body.result_type !== "undefined") {
    parts.push(el("button", { class: "line result", type: "button", click: toResult, "aria-label": "Show the result" },
      el("span", { class: "value" }, short(body)), el("span", { class: "kind" }, visible(body.result_type))));
  }
  fill(node, parts.length ? parts : el("p", { class: "empty" }, "The program wrote nothing."));
}

function line(level, text, at) {
  const known = ["log", "info", "warn", "error", "debug"].includes(level) ? level : "log";
  return el("div", { class: "line level-" + known },
    Number.isFinite(at) && el("span", { class: "at" }, ms(at)),
    known !== "log" && el("span", { class: "level" }, known),
    el("pre", {}, visible(text ?? "")));
}

function exception(e, go) {
  const place = (frame) => frame.line >= 1 && el("button", { class: "link", type: "button", click: () => go(frame.line, frame.column) },
    `line ${frame.line}${frame.column ? ":" + frame.column : ""}`);
  const stack = list(e.stack).map(object).slice(0, 50);
  return el("div", { class: "thrown" },
    el("p", {}, el("strong", {}, visible(e.name || "Error")), ": ", visible(e.message ?? ""), " ", place(e)),
    stack.length > 0 && el("ol", {}, stack.map((f) => el("li", {}, "in ", el("code", {}, visible(f.function || "the program")), " ", place(f)))));
}

function short(body) {
  const text = typeof body.result_text === "string" && body.result_text !== "" ? body.result_text : safeJSON(body.result);
  return visible(text.length > 300 ? text.slice(0, 300) + "…" : text);
}

function safeJSON(value) {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "…"; // nested beyond what the browser writes; the tree shows it level by level
  }
}

// result fills the Result tab.
export function result(node, body) {
  const type = body.result_type || "undefined";
  const head = el("p", { class: "hint" }, "Type: ", el("code", {}, visible(type)));
  if (object(body.truncated).result) {
    return fill(node, head, el("p", { class: "cut" }, "The result is larger than the gateway keeps; it was left out."),
      body.result_text && el("pre", {}, visible(body.result_text)));
  }
  if (type === "undefined") return fill(node, head, el("p", { class: "empty" }, "The program's last expression has no value."));
  const held = body.result !== null && body.result !== undefined || type === "null";
  fill(node, head, held && el("div", { class: "tree" }, tree(body.result)),
    body.result_text && (!held || !["string", "number", "boolean", "null", "object", "array"].includes(type)) && el("pre", {}, visible(body.result_text)));
}

// timeline fills the Timeline tab: one bar after the other, and what was used against what was allowed.
export function timeline(node, answer, ceilings) {
  const usage = object(answer.json.usage);
  const limits = object(answer.json.limits);
  const debug = object(object(answer.json.debug).timings_ms); // in development only
  const ran = object(answer.json.termination).started !== false;
  const steps = [
    ["Wait for a worker", debug.queue, "queue"],
    ["Analysis", debug.prepare, "analyze"],
    ["Run", ran ? usage.wall_ms : 0, "run"],
  ].filter(([, value]) => Number.isFinite(value));
  const total = Math.max(steps.reduce((sum, [, value]) => sum + value, 0), answer.tookMs, 0.001);
  let at = 0;
  const rows = steps.map(([name, value, kind]) => {
    const row = bar(name, ms(value), at / total, value / total, kind);
    at += value;
    return row;
  });
  rows.push(bar("Seen from here", ms(answer.tookMs), 0, answer.tookMs / total, "all"));
  const memory = limits.memory_mb > 0 ? limits.memory_mb * 1024 * 1024 : ceilings.memory;
  const against = [
    ["Memory, peak", usage.peak_memory_bytes, memory, bytes],
    ["Time", ran ? usage.wall_ms : NaN, limits.wall_ms, ms],
    ["Processor time", ran ? usage.cpu_ms : NaN, 0, ms],
    ["Output", answer.json.output_bytes, limits.output_bytes || ceilings.output, bytes],
  ].filter(([, used]) => Number.isFinite(used));
  fill(node, el("h3", {}, "Where the time went"), rows, el("h3", {}, "Used of what was allowed"),
    against.map(([name, used, limit, write]) => limit > 0
      ? bar(name, `${write(used)} of ${write(limit)}`, 0, used / limit, used >= limit ? "full" : "use")
      : bar(name, write(used))),
    Object.keys(debug).length > 0 && [el("h3", {}, "Phases, as the gateway measured them"), Object.entries(debug).map(([name, value]) => bar(visible(name), ms(value)))],
    el("p", { class: "hint" }, "Times of the steps are the gateway's; the last bar is this page's clock, with the network in it."));
}

function bar(name, text, from, part, kind) {
  const words = [el("span", { class: "name" }, name), el("span", { class: "amount" }, text)];
  if (kind === undefined) return el("div", { class: "meter" }, words);
  const share = Math.min(1, Math.max(0, part || 0));
  const fillBar = el("div", { class: "fill " + kind });
  fillBar.style.marginInlineStart = Math.min(99.5, from * 100) + "%";
  fillBar.style.inlineSize = share * 100 + "%";
  return el("div", { class: "meter" }, words, el("div", { class: "track", "aria-hidden": "true" }, fillBar));
}

// raw fills the Raw JSON tab with the answer as it came, only set on lines.
export function raw(node, answer) {
  const text = answer.json === null ? answer.text : indented(answer.text, rawLimit);
  const size = new TextEncoder().encode(answer.text).length;
  fill(node,
    el("p", { class: "hint" }, `HTTP ${answer.status} · ${visible(answer.contentType || "no content type")} · ${bytes(size)}`),
    el("pre", { class: "raw" }, visible(text.slice(0, rawLimit))),
    text.length > rawLimit && el("p", { class: "cut" }, `Shown to ${count(rawLimit, "character")}.`));
}

// problem shows a request that got no outcome.
export function problem(node, p) {
  fill(node, el("div", { class: "thrown" },
    el("p", {}, el("strong", {}, visible(p.title))), p.detail && el("p", {}, visible(p.detail)),
    p.faults.length > 0 && el("ul", {}, p.faults.map((f) => el("li", {}, el("code", {}, visible(f.pointer || "/")), " ", visible(f.detail)))),
    p.retryAfter > 0 && el("p", {}, `Try again in ${count(p.retryAfter, "second")}.`)));
}
