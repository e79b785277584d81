try { throw globalThis; } catch (g) { g.eval("1"); }
