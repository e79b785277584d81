let g = null;
g ??= globalThis;
g['ev' + 'al']('reached = 1');
