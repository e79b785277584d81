globalThis[`${`e${`v`}`}${'a'}l`]('reached = 1');
