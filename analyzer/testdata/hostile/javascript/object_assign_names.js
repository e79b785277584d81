const o = Object.assign({}, { k: 'eval' });
globalThis[o.k]('reached = 1');
