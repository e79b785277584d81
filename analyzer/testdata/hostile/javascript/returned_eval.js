function pick() { return eval; }
pick()("1");
