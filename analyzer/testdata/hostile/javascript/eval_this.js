(function () { return this; })().eval("1");
