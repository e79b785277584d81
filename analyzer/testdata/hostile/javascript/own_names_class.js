(() => {})[Object.getOwnPropertyNames(class {}.prototype)[0]]("return 1")();
