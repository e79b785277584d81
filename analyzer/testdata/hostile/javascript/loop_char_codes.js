let s = '';
for (const c of [101, 118, 97, 108]) s += String.fromCharCode(c);
globalThis[s]('reached = 1');
