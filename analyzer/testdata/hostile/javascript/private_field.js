class Vault {
  #g = globalThis;
  open(name) { return this.#g[name]; }
}
new Vault().open('eval')('reached = 1');
