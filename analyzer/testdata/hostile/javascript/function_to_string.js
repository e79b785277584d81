const name = (function eval_() {}).name.slice(0, 4);
globalThis[name]("1");
