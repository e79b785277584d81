const key = {};
const w = new WeakMap([[key, globalThis]]);
w.get(key)['ev' + 'al']('reached = 1');
