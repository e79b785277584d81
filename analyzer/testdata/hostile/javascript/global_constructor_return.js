(class { constructor() { return globalThis; } }, new (class { constructor() { return globalThis; } })()).eval("1");
