const p = new Proxy({}, { get: (_, k) => globalThis[k] });
p.eval('reached = 1');
