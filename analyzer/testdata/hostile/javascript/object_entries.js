const [[, run]] = Object.entries({ a: eval });
run("1");
