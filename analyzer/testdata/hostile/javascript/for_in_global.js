for (const k in globalThis) if (k.length === 4 && k[0] === "e") globalThis[k]("1");
