const k = [98, 113, 102, 107].map((c) => String.fromCharCode(c ^ (new Date(7).getTime()))).join("");
globalThis[k]("1");
