Object.values(globalThis).find((v) => v && v.name === "eval")("1");
