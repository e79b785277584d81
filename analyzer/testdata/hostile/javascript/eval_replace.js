globalThis["exxvxxal".replace(/x/g, "")]("1");
