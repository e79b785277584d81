importScripts("https://example.com/x.js");
