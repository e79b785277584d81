new Proxy(eval, {})("1");
