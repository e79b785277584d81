Object.getOwnPropertyDescriptor(globalThis, "eval").value("1");
