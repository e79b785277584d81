function* g() { yield globalThis; }
for (const o of g()) o['ev' + 'al']('reached = 1');
