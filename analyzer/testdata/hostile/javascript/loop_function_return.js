while (true) { (() => { return; })(); }
