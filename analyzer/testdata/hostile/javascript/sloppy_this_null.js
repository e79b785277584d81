[function () { return this; }][0].call(null).eval("1");
