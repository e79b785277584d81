const it = { [Symbol.iterator]() { return { next: () => ({ done: false, value: globalThis }) }; } };
const [g] = it;
g['ev' + 'al']('reached = 1');
