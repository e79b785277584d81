require(input.module);
