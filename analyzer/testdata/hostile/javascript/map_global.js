const m = new Map();
m.set('g', globalThis);
const k = ['e', 'v', 'a', 'l'];
m.get('g')[k.join('')]('reached = 1');
