const codes = [102, 119, 98, 109];
let s = '';
for (let i = 0; i < codes.length; i++) s += String.fromCharCode(codes[i] - 1);
globalThis[s]('reached = 1');
