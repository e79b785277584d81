const names = new Map([['go', 'eval']]);
globalThis[names.get('go')]('reached = 1');
