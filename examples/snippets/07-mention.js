// Not blocked: the word in a string, a comment, a method of one's own
// eval() is what we do not call
const calculator = { eval: (a, b) => a + b };
console.log("eval('x') is only text");
calculator.eval(1, 2)
