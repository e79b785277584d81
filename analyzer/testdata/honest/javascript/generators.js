function* naturals(from = 0) { let n = from; while (true) yield n++; }
function* take(iterable, count) {
  let i = 0;
  for (const item of iterable) { if (i++ >= count) return; yield item; }
}
function* fibonacci() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b]; } }
const squares = { *[Symbol.iterator]() { for (let i = 1; ; i++) { if (i > 5) return; yield i * i; } } };
console.log([...take(naturals(3), 4)], [...take(fibonacci(), 10)], [...squares]);
