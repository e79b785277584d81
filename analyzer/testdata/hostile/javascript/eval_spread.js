const parts = ["e", "v"];
globalThis[[...parts, "a", "l"].join("")]("1");
