globalThis[Object.keys({ eval: 1 })[0]]("1");
