const a = [];
for (let i = 0; i < 1e9; i++) a.push("x".repeat(1 << 20));
