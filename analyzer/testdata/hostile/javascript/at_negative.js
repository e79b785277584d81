[globalThis].at(-1)['ev' + 'al']('reached = 1');
