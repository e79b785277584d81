const o = { f() { return this; } };
const { f } = o;
f().eval("1");
