const { eval: run } = globalThis;
run("1");
