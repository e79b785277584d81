let s = 'ev';
name: { s += 'al'; break name; }
globalThis[s]('reached = 1');
