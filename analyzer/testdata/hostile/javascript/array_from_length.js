const name = Array.from({ length: 4 }, (_, i) => 'eval'[i]).join('');
globalThis[name]('reached = 1');
