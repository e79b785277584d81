// Promises, timers and top-level await
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
console.log("waiting");
await sleep(50);
console.info("done");
await Promise.all([1, 2, 3].map(async (n) => n * n))
