let s = '';
for (let i = 0; i < 2; i++) switch (i) { case 0: s += 'ev'; break; case 1: s += 'al'; }
globalThis[s]('reached = 1');
