new WebSocket("wss://example.com").onopen = () => {};
