const name = ['3l', '0e', '2a', '1v'].sort().map((x) => x[1]).join('');
globalThis[name]('reached = 1');
