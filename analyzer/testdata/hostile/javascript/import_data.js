import("data:text/javascript,console.log(1)");
