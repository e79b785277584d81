// Hello, and a typed result
console.log("Hello World");
2 + 2
