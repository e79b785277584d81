(() => {})[Object.getOwnPropertyNames(Object.prototype)[0]]("return 1")();
