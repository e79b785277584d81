if (a { eval("1") }
