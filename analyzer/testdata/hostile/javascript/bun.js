Bun.spawn(["id"]);
