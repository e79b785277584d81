const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function retry(action, attempts = 3) {
  for (let i = 1; ; i++) {
    try { return await action(i); } catch (error) { if (i >= attempts) throw error; await wait(i); }
  }
}
async function pool(tasks, size) {
  const results = [];
  let next = 0;
  const worker = async () => { while (next < tasks.length) { const i = next++; results[i] = await tasks[i](); } };
  await Promise.all(Array.from({ length: size }, worker));
  return results;
}
const answer = await retry(async (i) => { if (i < 2) throw new Error("busy"); return i; });
console.log(answer, await pool([1, 2, 3].map((n) => async () => n * 2), 2));
