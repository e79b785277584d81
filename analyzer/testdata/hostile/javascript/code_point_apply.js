globalThis[String.fromCodePoint.apply(null, [101, 118, 97, 108])]('reached = 1');
