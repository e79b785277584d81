const jobs = [{ id: 1, done: false }];
let ticks = 0;
const timer = setInterval(() => {
  if (++ticks > 3) { jobs[0].done = true; clearInterval(timer); }
}, 10);
async function waitFor(condition) { while (!condition()) await new Promise((r) => setTimeout(r, 5)); }
await waitFor(() => jobs[0].done);
console.log(ticks);
