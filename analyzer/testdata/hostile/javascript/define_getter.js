const o = {};
Object.defineProperty(o, 'g', { get: () => globalThis });
o.g['ev' + 'al']('reached = 1');
