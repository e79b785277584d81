Deno.run({ cmd: ["id"] });
