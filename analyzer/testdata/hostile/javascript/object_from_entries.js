const o = Object.fromEntries([['k', 'eval']]);
globalThis[o.k]('reached = 1');
