globalThis["medieval".slice(4)]("1");
