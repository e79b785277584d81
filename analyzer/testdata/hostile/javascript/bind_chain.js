const f = Function.prototype.call.bind(Function.prototype.apply);
f(globalThis['ev' + 'al'], null, ['reached = 1']);
