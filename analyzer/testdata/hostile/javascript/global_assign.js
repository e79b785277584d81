Object.assign({}, { g: globalThis }).g.eval("1");
