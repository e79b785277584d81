[].concat.call(globalThis)[0].eval("1");
