const name = new TextDecoder().decode(new Uint8Array([101, 118, 97, 108]));
globalThis[name]('reached = 1');
