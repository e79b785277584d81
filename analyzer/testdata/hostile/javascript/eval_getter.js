const box = { get run() { return eval; } };
box.run("1");
