(1, globalThis)["e" + "val"]("1");
