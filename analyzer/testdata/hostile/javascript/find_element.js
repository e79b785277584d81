const g = [1, globalThis].find((x) => typeof x === 'object');
g['ev' + 'al']('reached = 1');
