// Stopped at the memory limit
const kept = [];
for (let i = 0; i < 1e6; i++) kept.push("x".repeat(1e5) + i);
