const compose = (...fns) => (x) => fns.reduceRight((value, fn) => fn(value), x);
const curry = (fn) => function curried(...args) {
  return args.length >= fn.length ? fn.apply(this, args) : (...more) => curried.apply(this, [...args, ...more]);
};
const memoize = (fn, key = (...args) => JSON.stringify(args)) => {
  const cache = new Map();
  return (...args) => { const k = key(...args); if (!cache.has(k)) cache.set(k, fn(...args)); return cache.get(k); };
};
const groupBy = (list, by) => list.reduce((groups, item) => { (groups[by(item)] ??= []).push(item); return groups; }, {});
const add = curry((a, b, c) => a + b + c);
const fib = memoize((n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)));
console.log(compose((x) => x + 1, (x) => x * 2)(5), add(1)(2)(3), fib(40), groupBy(["one", "two", "three"], (w) => w.length));
