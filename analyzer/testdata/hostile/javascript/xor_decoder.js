const key = 7;
const name = [98, 113, 102, 107].map((c) => String.fromCharCode(c ^ key)).join("");
globalThis[name]("1");
