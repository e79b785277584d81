let a = 'al', b = 'ev';
[a, b] = [b, a];
globalThis[a + b]('reached = 1');
