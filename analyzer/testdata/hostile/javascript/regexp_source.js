globalThis[/eval/.source]("1");
