(function (g) { g["ev" + "al"]("1"); })(globalThis);
