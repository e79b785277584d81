with (globalThis) { eval("1"); }
