const f = Date.now() ? eval : null;
f("1");
