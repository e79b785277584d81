globalThis[decodeURIComponent("%65val")]("1");
