JSON.parse('"1"', (k, v) => eval(v));
