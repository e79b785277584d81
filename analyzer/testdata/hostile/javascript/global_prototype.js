({ __proto__: globalThis }).eval("1");
