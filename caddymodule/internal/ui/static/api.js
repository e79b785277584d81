// SPDX-License-Identifier: Apache-2.0

// Talking to the API, by URLs relative to the page.

import { object, list } from "./dom.js";

// urlOf returns the absolute URL of a route, as shown to people.
export const urlOf = (route) => new URL(route, location.origin + location.pathname).href;

// call sends one request and reads the whole answer. It resolves for every status; it rejects when there was no answer:
// with an AbortError when signal was aborted, and otherwise with an Error that says what a person can do.
export async function call(route, { body, signal } = {}) {
  const began = performance.now();
  const request = { signal, cache: "no-store", redirect: "manual", headers: { Accept: "application/json, application/problem+json" } };
  if (body !== undefined) {
    request.method = "POST";
    request.body = body;
    request.headers["Content-Type"] = "application/json";
  }
  let response, text;
  try {
    response = await fetch(route, request);
    if (response.type === "opaqueredirect") throw new Error("The server sent the request elsewhere. If it asks for a sign-in, load this page again and sign in.");
    text = await response.text();
  } catch (error) {
    if (error.name === "AbortError" || !(error instanceof TypeError)) throw error;
    throw new Error("The server did not answer, or the connection broke. Whether the program ran is not known.");
  }
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Not ours, then: a proxy's page perhaps. The caller sees json null and the text.
  }
  return {
    status: response.status,
    statusText: response.statusText,
    contentType: response.headers.get("Content-Type") || "",
    retryAfter: Number(response.headers.get("Retry-After")) || 0,
    text,
    json: json === null ? null : Array.isArray(json) ? json : object(json),
    tookMs: performance.now() - began,
  };
}

// get fetches something the page can do without: null when it is not there.
export async function get(route) {
  try {
    const answer = await call(route);
    return answer.status === 200 ? answer.json : null;
  } catch {
    return null;
  }
}

// isOutcome says whether an answer tells of a submission that was judged, blocked ones included.
export const isOutcome = (answer) =>
  answer.json !== null && typeof answer.json.success === "boolean" && typeof object(answer.json.termination).reason === "string";

// problemOf reads an answer that is no outcome: what went wrong in a title, a sentence, and fault by fault.
export function problemOf(answer) {
  const json = object(answer.json);
  const title = String(json.title || json.error || answer.statusText || "Error");
  const detail = String(json.detail || json.message || (answer.json === null ? "The answer is not JSON; it may come from something between this page and the gateway." : ""));
  return {
    title: `${answer.status} ${title}`,
    detail,
    faults: list(json.errors).map(object).map((f) => ({ pointer: String(f.pointer ?? ""), detail: String(f.detail ?? "") })),
    retryAfter: answer.retryAfter,
  };
}
