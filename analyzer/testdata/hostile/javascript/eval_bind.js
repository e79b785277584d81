const run = eval.bind(null, "1");
run();
