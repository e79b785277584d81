1 instanceof { [Symbol.hasInstance]: eval };
