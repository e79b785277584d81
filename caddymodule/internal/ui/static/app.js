// SPDX-License-Identifier: Apache-2.0

// The page: puts the parts together and says what happens when.

import { call, get, isOutcome, problemOf } from "./api.js";
import { byId, el, fill, list, ms, object, visible } from "./dom.js";
import { Editor, oddLines } from "./editor.js";
import * as past from "./history.js";
import { headline, outcome, output, problem, raw, result, timeline } from "./output.js";
import { badge, badgeFor, findings, reportOf, rules, whole } from "./report.js";
import * as share from "./share.js";

const first = 'console.log("Hello World");\n2 + 2\n';
const pause = 350; // milliseconds without typing before a check

const editor = new Editor(byId("editor"));
const fields = { timeout: byId("timeout"), memory: byId("memory"), output: byId("output-limit") };
const ceilings = { seconds: 0, memory: 0, output: 0 }; // of the policy; 0 while unknown

// ---- the program on the page

function program() {
  const number = (field) => (field.value !== "" && field.validity.valid ? field.valueAsNumber : 0);
  return {
    code: editor.code, language: byId("language").value, input: byId("input").value,
    timeout: number(fields.timeout), memory: number(fields.memory), output: number(fields.output),
  };
}

function open(p, fromLink = false) {
  const language = byId("language");
  if (/^[a-z0-9+#.-]{1,20}$/.test(p.language || "")) {
    // The list of languages may not be here yet; it replaces this one when it comes.
    if (![...language.options].some((o) => o.value === p.language)) language.append(el("option", { value: p.language }, p.language));
    language.value = p.language;
  }
  byId("input").value = p.input || "";
  for (const [name, field] of Object.entries(fields)) field.value = p[name] || "";
  suspended = fromLink;
  opening = true;
  editor.load(p.code);
  opening = false;
  byId("from-link").hidden = !fromLink;
  validInput();
  summarize();
  check(0);
}

function summarize() {
  const p = program();
  const parts = [p.timeout && ms(p.timeout * 1000), p.memory && p.memory + " MiB", p.output && p.output + " bytes", p.input.trim() && "input"];
  const text = parts.filter(Boolean).join(", ");
  byId("options-summary").textContent = text && "· " + text;
}

// validInput says what is wrong with the input, beside it.
function validInput() {
  const node = byId("input");
  const fault = byId("input-error");
  let said = "";
  try {
    if (node.value.trim() !== "") JSON.parse(node.value);
  } catch (error) {
    said = `The input is not JSON: ${error.message}. Text needs double quotes; leave the field empty for no input.`;
  }
  node.setAttribute("aria-invalid", String(said !== ""));
  fault.hidden = said === "";
  if (fault.textContent !== said) fault.textContent = said;
  return said === "";
}

// ---- the check while typing

let suspended = false; // the program came with a link: nothing is sent before a person acts
let opening = false; // the page itself is changing the program
let quietUntil = 0; // the server asked for a pause
let checking = null;
let timer = 0;

function check(after = pause) {
  clearTimeout(timer);
  checking?.abort();
  const node = byId("verdict");
  if (editor.code.trim() === "") {
    findings(byId("findings"), { violations: [] }, go);
    editor.show([]);
    return badge(node, "none", "Nothing to check");
  }
  if (suspended || !byId("live").checked) return badge(node, "none", "Not checked");
  node.classList.add("stale");
  timer = setTimeout(checkNow, Math.max(after, quietUntil - Date.now()));
}

async function checkNow() {
  const node = byId("verdict");
  const mine = (checking = new AbortController());
  const { code, language } = program();
  try {
    const answer = await call("analyze", { body: JSON.stringify({ code, language }), signal: mine.signal });
    if (mine !== checking || mine.signal.aborted) return;
    if (object(answer.json).security_report) return judged(reportOf(answer.json));
    const p = problemOf(answer);
    badge(node, "none", "Not checked: " + visible(p.title), p.detail);
    if (answer.status === 429 || answer.status === 503) {
      quietUntil = Date.now() + Math.min(Math.max(p.retryAfter, 2), 120) * 1000;
      check();
    }
  } catch (error) {
    if (error.name !== "AbortError") badge(node, "none", "Not checked: no answer", error.message);
  }
}

function judged(report) {
  badgeFor(byId("verdict"), report);
  findings(byId("findings"), report, go);
  editor.show(report.violations);
}

const go = (...place) => editor.go(...place);

// ---- running

let running = null;

async function run() {
  if (running) return;
  const wrong = Object.values(fields).find((field) => !field.checkValidity());
  if (!validInput() || wrong) {
    byId("options").open = true;
    if (wrong) wrong.reportValidity();
    else byId("input").focus();
    return;
  }
  const p = program();
  const mine = (running = new AbortController());
  suspended = false;
  byId("from-link").hidden = true;
  byId("run").disabled = true;
  byId("stop").disabled = false;
  const began = performance.now();
  const [node, more] = [byId("outcome"), byId("outcome-more")];
  headline(node, more, "busy", "Running…");
  const clock = setInterval(() => (more.textContent = ms(performance.now() - began)), 100);
  let after;
  try {
    const answer = await call("execute", { body: share.bodyOf(p), signal: mine.signal });
    after = () => show(p, answer);
  } catch (error) {
    const took = ms(performance.now() - began);
    after = () => (error.name === "AbortError" ? stopped(took) : failed(error.message, took));
  } finally {
    clearInterval(clock);
    running = null;
    const focused = document.activeElement === byId("stop");
    byId("run").disabled = false;
    byId("stop").disabled = true;
    if (focused) byId("run").focus();
  }
  after();
  // Where the columns stand below each other, the answer would come out of sight.
  const place = byId("status").getBoundingClientRect();
  if (place.bottom > innerHeight || place.top < 0) byId("status").scrollIntoView({ block: "start" });
}

function stopped(took) {
  blank();
  headline(byId("outcome"), byId("outcome-more"), "idle", "Cancelled from this page", [`after ${took}`]);
  fill(byId("panel-output"), el("p", { class: "said" },
    "The page closed the connection, which tells the gateway to end the run. No outcome was received, so what the program had done by then is not known here."));
}

function failed(message, took) {
  blank();
  headline(byId("outcome"), byId("outcome-more"), "bad", "No answer", [`after ${took}`]);
  fill(byId("panel-output"), el("p", { class: "said" }, message));
}

function show(p, answer) {
  if (!isOutcome(answer)) {
    blank();
    headline(byId("outcome"), byId("outcome-more"), "bad", "Not run", [`answered in ${ms(answer.tookMs)}`]);
    problem(byId("panel-output"), problemOf(answer));
    raw(byId("panel-raw"), answer);
    return choose("output");
  }
  const body = answer.json;
  const report = reportOf(body);
  const reason = body.termination.reason;
  outcome(byId("outcome"), byId("outcome-more"), answer);
  output(byId("panel-output"), body, go, () => choose("result", true));
  result(byId("panel-result"), body);
  whole(byId("panel-report"), report, go);
  timeline(byId("panel-timeline"), answer, ceilings);
  raw(byId("panel-raw"), answer);
  byId("tab-report").textContent = "Security report" + (report.violations.length ? ` (${report.violations.length})` : "");
  if (p.code === editor.code && p.language === byId("language").value && body.security_report) {
    clearTimeout(timer);
    checking?.abort();
    judged(report);
  }
  if (reason === "blocked") choose("report");
  else if (!chosen || selected === "report") choose("output");
  past.remember(p, { reason, ms: object(body.usage).wall_ms });
}

function blank() {
  for (const name of tabs) fill(byId("panel-" + name), el("p", { class: "empty" }, "Nothing to show."));
  byId("tab-report").textContent = "Security report";
  choose("output");
}

// ---- tabs

const tabs = ["output", "result", "report", "timeline", "raw"];
let selected = "output";
let chosen = false; // a person picked a tab: keep it while it makes sense

function choose(name, byPerson = false) {
  selected = name;
  if (byPerson) chosen = true;
  for (const each of tabs) {
    const tab = byId("tab-" + each);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    byId("panel-" + each).hidden = each !== name;
  }
}

for (const [i, name] of tabs.entries()) {
  byId("tab-" + name).addEventListener("click", () => choose(name, true));
  byId("tab-" + name).addEventListener("keydown", (event) => {
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    choose(next, true);
    byId("tab-" + next).focus();
  });
}

// ---- dialogs

const ways = {
  link: ["The program travels in the part after #, which browsers send to no server. Whoever opens the link still has to press Run.", share.link],
  curl: ["The same request from a shell.", share.curl],
  fetch: ["The same request from JavaScript.", share.fetchCall],
  caddyfile: ["A site whose sandbox has the limits set here.", (p) => share.caddyfile(p, ceilings)],
};

async function shareAs(kind) {
  const [hint, write] = ways[kind];
  byId("share-hint").textContent = hint;
  byId("share-done").textContent = "";
  try {
    const p = program();
    if (!validInput()) p.input = "";
    byId("share-text").value = await write(p);
  } catch (error) {
    byId("share-text").value = "";
    byId("share-done").textContent = "This browser cannot do that: " + error.message;
  }
}

byId("open-share").addEventListener("click", () => {
  byId("share").showModal();
  shareAs(byId("share-kind").querySelector("input:checked").value);
});
byId("share-kind").addEventListener("change", (event) => shareAs(event.target.value));
byId("share-copy").addEventListener("click", async () => {
  const text = byId("share-text");
  text.focus();
  text.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(text.value);
    done = true;
  } catch {
    done = document.execCommand("copy"); // where the page is not served in a secure context
  }
  byId("share-done").textContent = done ? "Copied." : "This browser does not let the page copy; the text is selected.";
});

byId("open-history").addEventListener("click", () => {
  listPast();
  byId("history").showModal();
});
byId("history-clear").addEventListener("click", () => {
  past.clear();
  listPast();
});
byId("history-keep").addEventListener("change", (event) => {
  past.keep(event.target.checked);
  listPast();
});

function listPast() {
  const works = past.works();
  byId("history-keep").checked = works && past.keeps();
  byId("history-keep").disabled = !works;
  const runs = past.past();
  byId("history-hint").textContent = !works ? "This browser does not let the page keep anything."
    : runs.length ? "Kept in this browser only; the server is not asked." : "Nothing kept yet.";
  fill(byId("history-list"), runs.map((p) => el("li", {}, el("button", { type: "button", class: "entry", click: () => {
    byId("history").close();
    open(p);
    editor.focus();
  } },
  el("code", {}, visible(p.code.split("\n").find((l) => l.trim() !== "") ?? "").slice(0, 120)),
  el("span", { class: "when" }, [new Date(Number(p.at) || 0).toLocaleString(), visible(p.reason ?? "")].join(" · "))))));
}

byId("open-policy").addEventListener("click", () => byId("policy").showModal());

// ---- what the page asks for when it starts

async function describe() {
  const [languages, policy, examples] = await Promise.all([get("languages"), get("security/policy"), get("examples")]);
  const names = list(object(languages).languages ?? languages).map(object).filter((l) => l.available !== false && typeof l.name === "string").map((l) => l.name);
  if (names.length) {
    const select = byId("language");
    const before = select.value;
    fill(select, names.map((name) => el("option", { value: name }, name)));
    if (names.includes(before)) select.value = before;
  }
  if (policy) {
    const limit = (value) => (typeof value === "number" && value > 0 ? value : 0);
    ceilings.seconds = limit(policy.max_execution_time);
    ceilings.memory = limit(policy.max_memory_mb) * 1024 * 1024;
    ceilings.output = limit(policy.max_output_size);
    if (list(policy.rules).length) {
      rules(byId("policy-rules"), byId("policy-hint"), policy);
      byId("open-policy").hidden = false;
    }
  }
  const menu = list(object(examples).examples ?? examples).map(object).filter((e) => typeof e.code === "string" && typeof e.title === "string");
  if (menu.length) {
    byId("examples").append(...menu.map((e, i) => el("option", { value: String(i) }, visible(e.title))));
    byId("examples-field").hidden = false;
    byId("examples").addEventListener("change", (event) => {
      const example = menu[Number(event.target.value)];
      event.target.value = "";
      if (!example) return;
      open({ code: example.code, language: example.language });
      editor.focus();
    });
  }
}

async function openLink() {
  if (!share.isLink(location.hash)) return false;
  try {
    open(await share.unpack(location.hash), true);
    return true;
  } catch (error) {
    headline(byId("outcome"), byId("outcome-more"), "bad", "The link could not be opened", [error.message]);
    return false;
  }
}

editor.addEventListener("change", () => {
  if (suspended && !opening) {
    // The program is no longer the link's: it is this person's now, and the address should not say otherwise.
    suspended = false;
    byId("from-link").hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
  }
  const odd = oddLines(editor.code);
  byId("odd").hidden = odd.length === 0;
  byId("odd").textContent = odd.length ? `Characters that cannot be seen, or that turn the direction of text: line ${odd.slice(0, 10).join(", ")}${odd.length > 10 ? " …" : ""}.` : "";
  if (!suspended) past.keepDraft(program());
  check();
});
byId("run").addEventListener("click", run);
byId("stop").addEventListener("click", () => running?.abort());
byId("check").addEventListener("click", () => {
  suspended = false;
  byId("from-link").hidden = true;
  check(0);
});
byId("live").addEventListener("change", () => check(0));
byId("language").addEventListener("change", () => check(0));
byId("input").addEventListener("input", () => validInput());
byId("options").addEventListener("input", () => {
  summarize();
  past.keepDraft(program());
});
window.addEventListener("hashchange", openLink);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  run();
});
if (/Mac|iPhone|iPad/.test(navigator.platform)) byId("run-keys").textContent = "⌘ ↵";
fill(byId("panel-output"), el("p", { class: "empty" }, "Press Run, or Ctrl and Enter."));

const draft = past.draft();
if (!(await openLink())) open(typeof draft.code === "string" && draft.code !== "" ? draft : { code: first });
await describe();
document.documentElement.dataset.ready = "true";
