globalThis[eval.name]("1");
