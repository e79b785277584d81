(async () => { const g = await globalThis; g['ev' + 'al']('reached = 1'); })();
