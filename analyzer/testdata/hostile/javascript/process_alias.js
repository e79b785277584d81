const p = globalThis["pro" + "cess"];
p.exit(1);
