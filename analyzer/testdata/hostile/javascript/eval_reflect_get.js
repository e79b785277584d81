Reflect.get(globalThis, "ev" + "al")("1");
