globalThis?.['ev' + 'al']?.('reached = 1');
