for (let i = 0; true; i++) {}
