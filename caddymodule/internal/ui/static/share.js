// SPDX-License-Identifier: Apache-2.0

// Ways to take a program elsewhere: a link that carries it in the fragment, which browsers send to no server, and the
// same request as a command, as code, and as the Caddyfile that sets the same limits.

import { urlOf } from "./api.js";

const most = 1 << 20; // bytes of a program in a link, packed or not

// bodyOf writes the request of a program. The input goes in as it was typed: parsing it would change large numbers.
export function bodyOf(program) {
  const request = { code: program.code, language: program.language };
  if (program.timeout) request.timeout = program.timeout;
  const limits = {};
  if (program.memory) limits.memory_mb = program.memory;
  if (program.output) limits.output_bytes = program.output;
  if (Object.keys(limits).length) request.limits = limits;
  const text = JSON.stringify(request);
  const input = (program.input || "").trim();
  return input === "" ? text : `${text.slice(0, -1)},"input":${input}}`;
}

// plain escapes what a terminal or an eye could take for something else; JSON means the same after it.
const plain = (json) => json.replace(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
  (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));

export const curl = (program) => [
  `curl -sS ${quote(urlOf("execute"))}`,
  `  -H 'Content-Type: application/json'`,
  `  --data-raw ${quote(plain(bodyOf(program)).replace(/[\r\n]+/g, " "))}`,
].join(" \\\n");

// quote writes one word of a POSIX shell.
const quote = (text) => "'" + text.replaceAll("'", "'\\''") + "'";

export const fetchCall = (program) => `const response = await fetch(${JSON.stringify(urlOf("execute"))}, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: ${plain(JSON.stringify(bodyOf(program)))},
});
const outcome = await response.json();
console.log(outcome.termination?.reason, outcome.output, outcome.result);
`;

// caddyfile writes a site whose sandbox has the limits of this page; defaults are those of the policy where known.
export function caddyfile(program, ceilings) {
  const lines = [];
  const seconds = program.timeout || ceilings.seconds;
  if (seconds) lines.push(`timeout ${duration(seconds)}`);
  const memory = program.memory || (ceilings.memory ? Math.round(ceilings.memory / 1024 / 1024) : 0);
  if (memory) lines.push(`memory_limit ${memory}MiB`);
  const output = program.output || ceilings.output;
  if (output) lines.push(`output_limit ${output % 1024 === 0 ? output / 1024 + "KiB" : output + "B"}`);
  if (!lines.length) return "{\n\tcode_interceptor\n}\n\nlocalhost {\n\tcode_sandbox\n}\n";
  return `{\n\tcode_interceptor {\n\t\texecutor playground {\n${lines.map((l) => "\t\t\t" + l + "\n").join("")}\t\t}\n\t}\n}\n\nlocalhost {\n\tcode_sandbox {\n\t\texecutor playground\n\t}\n}\n`;
}

const duration = (seconds) => (Number.isInteger(seconds) ? seconds + "s" : Math.max(1, Math.round(seconds * 1000)) + "ms");

// link packs a program into the fragment of this page's address.
export async function link(program) {
  const kept = Object.fromEntries(Object.entries(program).filter(([, value]) => value));
  const packed = await through(new TextEncoder().encode(JSON.stringify(kept)), new CompressionStream("deflate-raw"), Infinity);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return urlOf("ui").replace(/#.*/, "") + "#p=" + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

// unpack reads such a fragment. It rejects what is damaged or too large; what it gives is checked member by member,
// since anyone can write a link.
export async function unpack(fragment) {
  const text = fragment.slice(3);
  if (text.length > most * 2) throw new Error("The link is too long.");
  let members;
  try {
    const packed = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const json = await through(packed, new DecompressionStream("deflate-raw"), most);
    members = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch {
    throw new Error("The link is damaged, or holds more than this page takes.");
  }
  const string = (value) => (typeof value === "string" ? value : "");
  const number = (value) => (typeof value === "number" && value > 0 ? value : 0);
  if (string(members?.code) === "") throw new Error("The link holds no program.");
  return {
    code: members.code, language: string(members.language), input: string(members.input),
    timeout: number(members.timeout), memory: number(members.memory), output: number(members.output),
  };
}

export const isLink = (fragment) => fragment.startsWith("#p=");

// through sends bytes through a stream and collects what comes, up to limit: a few bytes can unpack to gigabytes.
async function through(input, stream, limit) {
  const writer = stream.writable.getWriter();
  writer.write(input).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new Error("too large");
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
