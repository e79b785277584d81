const { readFileSync } = require("node:fs");
console.log(readFileSync("/etc/passwd", "utf8"));
