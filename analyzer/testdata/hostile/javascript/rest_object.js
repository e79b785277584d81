const { Array: a, ...rest } = globalThis;
rest.eval ?? a.constructor('reached = 1')();
