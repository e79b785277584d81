class L extends Array { static get [Symbol.species]() { return Function; } }
try { new L().concat('x') } catch {}
L[Symbol.species]('reached = 1')();
