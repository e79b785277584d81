Function.apply(null, ["return 1"])();
