class C {}
C[Object.getOwnPropertyNames(C.prototype)[0]].constructor("return 1")();
