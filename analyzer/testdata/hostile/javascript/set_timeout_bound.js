setTimeout.call(globalThis, "console.log(1)", 1);
