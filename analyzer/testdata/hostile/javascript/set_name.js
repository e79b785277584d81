for (const name of new Set(['ev' + 'al'])) globalThis[name]('reached = 1');
