let s = '';
[101, 118, 97, 108].forEach((c) => { s += String.fromCharCode(c); });
globalThis[s]('reached = 1');
