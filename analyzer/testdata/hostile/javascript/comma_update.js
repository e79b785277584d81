let i = 0;
const l = ['e', 'v', 'a', 'l'];
globalThis[l[i++] + l[i++] + l[i++] + l[i]]('reached = 1');
