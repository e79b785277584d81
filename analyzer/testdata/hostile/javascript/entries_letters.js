globalThis[Object.entries({ e: 'v', a: 'l' }).flat().join('')]('reached = 1');
