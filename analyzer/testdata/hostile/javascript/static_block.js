class Loader {
  static run;
  static { this.run = globalThis['e' + 'val']; }
}
Loader.run('reached = 1');
