JSON.parse("[1]", () => globalThis).eval("1");
