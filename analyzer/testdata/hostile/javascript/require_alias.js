const load = require;
load("net").connect(80, "10.0.0.1");
