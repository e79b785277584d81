(function () { return arguments.callee.constructor("return 1")(); })();
