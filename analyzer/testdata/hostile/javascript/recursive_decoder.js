const d = (s) => (s ? d(s.slice(1)) + s[0] : '');
globalThis[d('lave')]('reached = 1');
