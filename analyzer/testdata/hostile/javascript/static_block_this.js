class Loader {
  static { this.constructor('reached = 1')(); }
}
