setTimeout(function () { this.eval("1"); });
