class A {
  #g = globalThis;
  r() { return this.#g.eval("1"); }
}
new A().r();
