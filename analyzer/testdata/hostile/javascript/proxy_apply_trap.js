const p = new Proxy(function () {}, { apply: (t, self, args) => t.constructor(args[0])() });
p('reached = 1');
