(1)["toFixed"].constructor("return 1")();
