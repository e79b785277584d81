globalThis?.["eval"]?.("1");
