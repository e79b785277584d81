function f(g = this, k = 'ev', r = k + 'al') { return g[r]; }
f()('reached = 1');
