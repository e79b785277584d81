const e = eval;
const g = e;
g("1 + 1");
