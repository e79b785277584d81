// SPDX-License-Identifier: Apache-2.0

// What this browser ran before, kept in this browser only. Storage may be denied, full, or hold what another version or
// another page of this origin wrote: then there is no history, and nothing else changes.

import { list, object } from "./dom.js";

const key = "code-interceptor:" + location.pathname;
const most = 30; // runs kept
const largest = 50_000; // characters of a program that is kept

function read(store, name) {
  try {
    return JSON.parse(globalThis[store].getItem(key + name));
  } catch {
    return null;
  }
}

function write(store, name, value) {
  try {
    globalThis[store].setItem(key + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const keeps = () => read("localStorage", ":keep") !== false;

export function keep(yes) {
  if (!yes) clear();
  return write("localStorage", ":keep", yes);
}

// past lists the runs kept, newest first.
export const past = () => list(read("localStorage", ":past")).map(object).filter((p) => typeof p.code === "string" && p.code !== "");

// remember adds a run; the same program again takes the place of the former.
export function remember(program, ending) {
  if (!keeps() || program.code.length > largest) return;
  const same = (p) => p.code === program.code && (p.input || "") === (program.input || "");
  let runs = [{ ...program, ...ending, at: Date.now() }, ...past().filter((p) => !same(p))].slice(0, most);
  while (runs.length && !write("localStorage", ":past", runs)) runs = runs.slice(0, runs.length >> 1);
}

export function clear() {
  write("localStorage", ":past", []);
}

// works says whether this browser lets the page keep anything.
export const works = () => write("localStorage", ":keep", keeps());

// draft keeps what is being written through a reload, in this tab only.
export const draft = () => object(read("sessionStorage", ":draft"));
export const keepDraft = (program) => write("sessionStorage", ":draft", program.code.length > 4 * largest ? {} : program);
