import("node:fs").then((fs) => fs.readFileSync("/etc/passwd"));
