const kinds = [
  ["number", /^\d+(?:\.\d+)?/], ["name", /^[A-Za-z_]\w*/], ["string", /^"(?:[^"\\]|\\.)*"/],
  ["operator", /^(?:\*\*|[-+*/()=<>!]=?)/], ["space", /^\s+/],
];
function tokenize(text) {
  const tokens = [];
  let rest = text;
  while (true) {
    if (rest === "") break;
    const match = kinds.map(([kind, pattern]) => [kind, pattern.exec(rest)]).find(([, m]) => m);
    if (!match) throw new SyntaxError(`unexpected ${rest[0]}`);
    const [kind, [value]] = match;
    if (kind !== "space") tokens.push({ kind, value });
    rest = rest.slice(value.length);
  }
  return tokens;
}
console.log(tokenize('x = (1 + 2.5) * "eval(1)"').map((t) => t.kind).join(" "));
