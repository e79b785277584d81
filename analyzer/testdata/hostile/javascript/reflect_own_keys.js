const name = Reflect.ownKeys({ eval: 0 })[0];
Reflect.get(globalThis, name)('reached = 1');
