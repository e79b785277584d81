globalThis[unescape("%65%76%61%6c")]("1");
