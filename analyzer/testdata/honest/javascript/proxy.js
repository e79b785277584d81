const observed = (target, changed) => new Proxy(target, {
  set(object, key, value) { const before = object[key]; object[key] = value; if (before !== value) changed(key, before, value); return true; },
  get(object, key, receiver) { return Reflect.get(object, key, receiver); },
});
const log = [];
const state = observed({ count: 0 }, (key, before, after) => log.push(`${String(key)}: ${before} -> ${after}`));
state.count++;
state.name = "x";
console.log(log, Symbol.iterator in [], Object.getOwnPropertyNames(state));
