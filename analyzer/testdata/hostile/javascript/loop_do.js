do {} while ("x");
