class A { m() {} }
new A().m.constructor("return 1")();
