// Blocked: a name put together from pieces
const name = ["ev", "al"].join("");
globalThis[name]("1 + 1");
