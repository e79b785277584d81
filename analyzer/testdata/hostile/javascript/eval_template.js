const v = "v";
globalThis[`e${v}al`]("1");
