function* g() { yield eval; }
g().next().value("1");
