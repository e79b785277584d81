JSON.parse('["eval"]', (k, v) => (typeof v === 'string' ? globalThis[v]('reached = 1') : v));
