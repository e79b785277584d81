new (class extends (() => {}).constructor {})("return 1")();
