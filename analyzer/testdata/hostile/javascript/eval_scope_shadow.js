{ const eval = (x) => x; eval("harmless"); }
eval("harmful");
