// A recursive descent parser, the honest way to evaluate a formula.
class Calculator {
  constructor(text) { this.text = text.replace(/\s+/g, ""); this.at = 0; }
  peek() { return this.text[this.at]; }
  next() { return this.text[this.at++]; }
  expression() {
    let value = this.term();
    while (this.peek() === "+" || this.peek() === "-") {
      value = this.next() === "+" ? value + this.term() : value - this.term();
    }
    return value;
  }
  term() {
    let value = this.factor();
    for (;;) {
      if (this.peek() === "*") { this.next(); value *= this.factor(); }
      else if (this.peek() === "/") { this.next(); value /= this.factor(); }
      else return value;
    }
  }
  factor() {
    if (this.peek() === "(") { this.next(); const value = this.expression(); this.next(); return value; }
    if (this.peek() === "-") { this.next(); return -this.factor(); }
    let digits = "";
    while (/[\d.]/.test(this.peek() ?? "")) digits += this.next();
    if (!digits) throw new Error(`number expected at ${this.at}`);
    return Number(digits);
  }
}
for (const formula of ["1 + 2 * 3", "(1 + 2) * -3", "10 / 4"]) console.log(formula, "=", new Calculator(formula).expression());
