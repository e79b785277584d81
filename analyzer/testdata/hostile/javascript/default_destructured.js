const { a: { b = globalThis } = {} } = {};
b['ev'.concat('al')]('reached = 1');
