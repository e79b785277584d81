const k = { toString: () => "eval" };
globalThis[k]("1");
