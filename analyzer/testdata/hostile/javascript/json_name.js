const { n } = JSON.parse('{"n":"eval"}');
globalThis[n]("1");
