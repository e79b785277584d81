[]["filter"]["constructor"]("return 1")();
