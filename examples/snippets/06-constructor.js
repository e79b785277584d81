// Blocked: Function by its back door
[].filter.constructor("return this")();
