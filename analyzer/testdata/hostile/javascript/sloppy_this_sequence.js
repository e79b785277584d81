const o = { f() { return this; } };
(0, o.f)().eval("1");
