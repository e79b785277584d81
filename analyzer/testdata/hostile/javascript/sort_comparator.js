let hit;
[globalThis, 1].sort((a, b) => { hit = a === 1 ? b : a; return 0; });
hit['ev' + 'al']('reached = 1');
