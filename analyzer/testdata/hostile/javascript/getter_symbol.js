const k = Symbol();
const o = { get [k]() { return globalThis; } };
o[k]['ev' + 'al']('reached = 1');
