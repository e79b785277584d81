globalThis[Symbol("eval").description]("1");
