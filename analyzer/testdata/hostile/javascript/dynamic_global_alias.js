const root = this;
root[input.a + input.b]("1");
