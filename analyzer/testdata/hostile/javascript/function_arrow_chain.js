(() => {}).constructor("return 1")();
