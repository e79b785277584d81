const tools = { run: eval };
tools.run("1");
