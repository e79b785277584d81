let leaked;
const o = { set g(v) { leaked = v; } };
o.g = globalThis;
leaked['ev' + 'al']('reached = 1');
