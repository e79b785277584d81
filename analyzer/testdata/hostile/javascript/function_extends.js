class Maker extends Function {}
new Maker("return 1")();
