var a = { constructor: 1 };
(a.toString).constructor("return 1")();
