Function.prototype.constructor("return 1")();
