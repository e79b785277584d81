console.log("Hello World");
2 + 2
