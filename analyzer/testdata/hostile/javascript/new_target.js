function F() { return new.target.constructor('reached = 1'); }
new F()();
