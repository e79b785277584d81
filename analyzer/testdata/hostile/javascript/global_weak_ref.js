const w = new WeakRef(globalThis);
w.deref().eval("1");
