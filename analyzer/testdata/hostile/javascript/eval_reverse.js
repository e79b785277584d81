self["lave".split("").reverse().join("")]("1");
