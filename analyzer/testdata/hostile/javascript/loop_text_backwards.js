let s = '', from = 'lave';
for (let i = from.length - 1; i >= 0; i--) s += from[i];
this[s]('reached = 1');
