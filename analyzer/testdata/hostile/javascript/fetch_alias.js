const { fetch: get } = globalThis;
get("https://example.com");
