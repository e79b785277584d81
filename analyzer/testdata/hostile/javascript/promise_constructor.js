Promise.resolve().constructor.constructor('reached = 1')();
