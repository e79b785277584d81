"a".replace(/a/, function () { this.eval("1"); });
