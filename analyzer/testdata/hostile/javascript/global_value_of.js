Object.prototype.valueOf.call(globalThis).eval("1");
