window[["e", "v", "a", "l"].join("")]("1");
