globalThis["e" + "v" + "al"]("1");
