const c = "const" + "ructor";
({})[c][c]("return 1")();
