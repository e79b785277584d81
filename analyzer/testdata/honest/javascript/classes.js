class Shape {
  static #count = 0;
  constructor(name) { this.name = name; Shape.#count++; }
  static get count() { return Shape.#count; }
  area() { throw new Error("not implemented"); }
  toString() { return `${this.constructor.name} ${this.name}: ${this.area().toFixed(2)}`; }
  clone() { return Object.assign(Object.create(Object.getPrototypeOf(this)), this); }
}
class Circle extends Shape {
  constructor(name, radius) { super(name); this.radius = radius; }
  area() { return Math.PI * this.radius ** 2; }
}
class Rectangle extends Shape {
  constructor(name, width, height) { super(name); Object.assign(this, { width, height }); }
  area() { return this.width * this.height; }
}
const shapes = [new Circle("c", 2), new Rectangle("r", 2, 3)];
console.log(shapes.map(String), Shape.count, shapes[0].clone() instanceof Circle);
