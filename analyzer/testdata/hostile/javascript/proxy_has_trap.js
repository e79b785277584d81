const p = new Proxy(globalThis, {});
p['ev' + 'al']('reached = 1');
