// Stopped at the time limit, with the output so far
console.log("counting");
for (let i = 0; i < 1e12; i++) {}
