const key = { valueOf: () => 'ev', toString: () => 'nothing' };
globalThis[key + 'al']('reached = 1');
