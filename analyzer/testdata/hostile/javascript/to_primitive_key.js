const key = { [Symbol.toPrimitive]: () => 'ev' + 'al' };
globalThis[key]('reached = 1');
