// SPDX-License-Identifier: Apache-2.0

// Colours for reading, nothing more: what the program means is the analyzer's to say. Every pattern is sticky, takes at
// least one character and cannot match the same text in two ways; what may fail late is bounded, so that no source can
// keep the page busy.

const keyword = "await|async|break|case|catch|class|const|continue|debugger|default|delete|do|else|export|extends|finally|for|from|function|if|import|in|instanceof|let|new|of|return|static|super|switch|this|throw|try|typeof|var|void|while|with|yield";

const kinds = [
  ["space", /\s+/y],
  ["comment", /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ["string", /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|`(?:[^`\\]|\\[^])*`?/y],
  ["number", /(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?)n?/iy],
  ["keyword", new RegExp(`(?:${keyword})(?![\\w$])`, "y")],
  ["literal", /(?:true|false|null|undefined|NaN|Infinity)(?![\w$])/y],
  ["name", /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["regexp", /\/(?![*/])(?:[^/\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n]){0,100}\]){1,300}\/[a-z]*/y],
  ["mark", /[^]/y],
];

// tokens splits source into [start, end, kind]; only kinds that have a colour are given.
export function tokens(source) {
  const found = [];
  let at = 0;
  let before = ""; // the last thing that was no space or comment: says whether a slash can begin a regular expression
  while (at < source.length) {
    for (const [kind, pattern] of kinds) {
      if (kind === "regexp" && /^(?:name|number|string|literal|regexp|[)\]}])$/.test(before)) continue;
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      if (match === null) continue;
      const end = at + match[0].length;
      if (kind !== "space" && kind !== "name" && kind !== "mark") found.push([at, end, kind]);
      if (kind !== "space" && kind !== "comment") before = kind === "mark" ? match[0] : kind;
      at = end;
      break;
    }
  }
  return found;
}
