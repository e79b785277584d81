function parseJSON(text) {
  let at = 0;
  const fail = (what) => { throw new SyntaxError(`${what} at ${at}`); };
  const skip = () => { while (" \n\r\t".includes(text[at]) && at < text.length) at++; };
  const literal = (word, value) => { if (text.slice(at, at + word.length) !== word) fail(word); at += word.length; return value; };
  const string = () => {
    let out = "";
    at++;
    while (true) {
      if (at >= text.length) fail("unterminated string");
      const c = text[at++];
      if (c === '"') return out;
      if (c !== "\\") { out += c; continue; }
      const e = text[at++];
      if (e === "u") { out += String.fromCharCode(parseInt(text.slice(at, at + 4), 16)); at += 4; }
      else out += ({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" })[e] ?? e;
    }
  };
  const value = () => {
    skip();
    const c = text[at];
    if (c === "{") {
      const out = {};
      at++; skip();
      if (text[at] === "}") { at++; return out; }
      do { skip(); const key = string(); skip(); if (text[at++] !== ":") fail("colon"); out[key] = value(); skip(); } while (text[at++] === ",");
      return out;
    }
    if (c === "[") {
      const out = [];
      at++; skip();
      if (text[at] === "]") { at++; return out; }
      do { out.push(value()); skip(); } while (text[at++] === ",");
      return out;
    }
    if (c === '"') return string();
    if (c === "t") return literal("true", true);
    if (c === "f") return literal("false", false);
    if (c === "n") return literal("null", null);
    const number = /^-?\d+(\.\d+)?([eE][-+]?\d+)?/.exec(text.slice(at));
    if (!number) fail("value");
    at += number[0].length;
    return Number(number[0]);
  };
  return value();
}
console.log(parseJSON('{"a": [1, 2.5e3, "x\\n", true, null], "b": {"c": ""}}'));
