function* y() { yield globalThis; }
[...y()][0].eval("1");
