globalThis["EVAL".toLowerCase()]("1");
