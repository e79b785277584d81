input.x.constructor.constructor("return 1")();
