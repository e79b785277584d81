eval("console.log(1)");
