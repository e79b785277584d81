Promise.resolve(globalThis).then((g) => g['ev' + 'al']('reached = 1'));
