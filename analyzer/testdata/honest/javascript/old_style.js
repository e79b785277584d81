var Animal = (function () {
  function Animal(name) { if (!(this instanceof Animal)) return new Animal(name); this.name = name; }
  Animal.prototype.speak = function () { return this.name + " makes a sound"; };
  Animal.prototype.constructor = Animal;
  return Animal;
})();
function Dog(name) { Animal.call(this, name); }
Dog.prototype = Object.create(Animal.prototype);
Dog.prototype.constructor = Dog;
Dog.prototype.speak = function () { return Animal.prototype.speak.apply(this, arguments) + ": woof"; };
var hasOwn = Object.prototype.hasOwnProperty, slice = Array.prototype.slice, toString = Object.prototype.toString;
function isArray(x) { return toString.call(x) === "[object Array]"; }
function args() { return slice.call(arguments, 1); }
console.log(new Dog("Rex").speak(), hasOwn.call({ a: 1 }, "a"), isArray([]), args(1, 2, 3));
