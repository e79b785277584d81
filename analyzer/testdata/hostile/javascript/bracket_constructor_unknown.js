input.items["filter"]["constructor"]("return 1")();
