globalThis[input.name]("1");
