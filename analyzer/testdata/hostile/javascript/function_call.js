Function("return this")().x = 1;
