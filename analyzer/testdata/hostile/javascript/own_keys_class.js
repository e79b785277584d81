(() => {})[Reflect.ownKeys((class {}).prototype)[0]]("return 1")();
