for (let i = 0; i < 1e15; i++) {}
