const letters = { e: 1, v: 1, a: 1, l: 1 };
let s = '';
for (const k in letters) s += k;
globalThis[s]('reached = 1');
