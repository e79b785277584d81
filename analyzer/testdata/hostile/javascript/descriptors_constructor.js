Object.getOwnPropertyDescriptors(Function.prototype).constructor.value("return 1")();
