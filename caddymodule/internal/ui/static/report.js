// SPDX-License-Identifier: Apache-2.0

// What the policy says of a program: the badge, the list under the editor, and the whole report.

import { count, el, fill, list, object, visible } from "./dom.js";
import { severityClass } from "./editor.js";

const shown = 200; // findings listed; a report may hold more

// reportOf takes the security report out of an answer of any route.
export function reportOf(answer) {
  const report = object(object(answer).security_report);
  const trail = list(object(object(answer).debug).policy_trail); // in development only
  return { ...report, allowed: report.allowed === true, violations: list(report.violations).map(object), trail };
}

// badge writes the verdict in a few words. State is ok, warn, block, none or busy.
export function badge(node, state, text, title = "") {
  node.className = "badge " + state;
  node.title = title;
  if (node.textContent !== text) node.textContent = text; // a live region: say nothing twice
}

export function badgeFor(node, report) {
  const n = report.violations.length;
  const found = n ? " · " + count(n, "finding") : "";
  if (!report.allowed) badge(node, "block", "Blocked" + found);
  else badge(node, n ? "warn" : "ok", "Allowed" + found);
}

// findings fills the short list under the editor.
export function findings(node, report, go) {
  const n = report.violations.length;
  node.hidden = n === 0;
  if (n === 0) return fill(node);
  fill(node, el("ol", { class: "found" }, report.violations.slice(0, shown).map((v) => finding(v, go, false))), more(n));
}

const more = (n) => n > shown && el("p", { class: "hint" }, `${n - shown} more; the Raw JSON tab has all.`);

// finding is one finding: where, what, why, and what to do instead.
function finding(v, go, whole) {
  const place = v.line >= 1 ? `Line ${v.line}${v.column ? ":" + v.column : ""}` : "No line";
  const fixed = typeof v.fix === "string" && v.fix !== "";
  return el("li", { class: "finding " + severityClass(v.severity) },
    el("p", { class: "what" },
      v.line >= 1 ? el("button", { class: "link", type: "button", click: () => go(v.line, v.column, v.end_line, v.end_column) }, place) : el("span", {}, place),
      el("span", { class: "severity" }, visible(v.severity ?? "")),
      el("code", {}, visible(v.rule_id ?? v.pattern ?? "")),
      whole && v.action && el("span", { class: "action" }, visible(v.action)),
      whole && v.cwe && el("span", { class: "action" }, visible(v.cwe)),
      v.source === "runtime" && el("span", { class: "action" }, "seen while it ran"),
      v.where && el("span", { class: "action" }, visible(v.where))),
    el("p", { class: "why" }, visible(v.description ?? "")),
    v.evidence && el("p", { class: "evidence" }, "Resolved to ", el("code", {}, visible(v.evidence))),
    fixed && el("p", { class: "fix" }, el("strong", {}, "Instead: "), visible(v.fix)));
}

// whole fills the Security report tab.
export function whole(node, report, go) {
  if (!report.violations.length && report.code_hash === undefined) {
    return fill(node, el("p", { class: "empty" }, "No report: nothing was judged yet."));
  }
  const complexity = Number(report.complexity_score) || 0;
  const rows = [
    ["Verdict", report.allowed ? "Allowed" : "Blocked"],
    ["Mode", report.mode],
    ["Policy", [report.policy, report.policy_version].filter(Boolean).join(", version ")],
    ["Complexity", complexity],
    ["Score", report.score],
    ["Source", report.code_hash],
  ].filter(([, value]) => value !== undefined && value !== "");
  const n = report.violations.length;
  fill(node,
    el("dl", { class: "facts" }, rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, visible(value))])),
    report.trail.length > 0 && [el("h3", {}, "How the policy came to it"), el("ol", { class: "trail" }, report.trail.map((step) => el("li", {}, visible(step))))],
    el("h3", {}, n ? count(n, "finding") : "No findings"),
    n === 0 && el("p", { class: "hint" }, "No finding is no proof that a program is harmless: that is what the sandbox is for."),
    el("ol", { class: "found" }, report.violations.slice(0, shown).map((v) => finding(v, go, true))), more(n));
}

// rules fills the dialog that says what the policy looks for.
export function rules(node, hint, policy) {
  const known = list(policy.rules).map(object);
  const version = policy.version ?? policy.policy_version;
  fill(hint, [policy.mode && `Mode: ${policy.mode}.`, version && `Version: ${version}.`, count(known.length, "rule") + "."].filter(Boolean).join(" "));
  fill(node, el("table", {},
    el("thead", {}, el("tr", {}, ["Rule", "Severity", "What, and what to write instead"].map((h) => el("th", { scope: "col" }, h)))),
    el("tbody", {}, known.map((r) => el("tr", { class: severityClass(r.severity) },
      el("th", { scope: "row" }, el("code", {}, visible(r.id ?? ""))),
      el("td", {}, el("span", { class: "severity" }, visible(r.severity ?? ""))),
      el("td", {}, visible(r.title ?? ""), r.fix && el("p", { class: "fix" }, visible(r.fix))))))));
}
