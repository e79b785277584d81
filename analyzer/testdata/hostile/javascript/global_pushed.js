const a = [];
a.push(globalThis);
a[0].eval("1");
