const load = async () => fetch;
(await load())("https://example.com");
