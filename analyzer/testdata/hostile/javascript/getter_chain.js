const o = { get a() { return (() => {})["constr" + "uctor"]; } };
o.a("return 1")();
