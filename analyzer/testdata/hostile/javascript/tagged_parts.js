const tag = (parts, ...values) => globalThis[parts[0] + values[0] + parts[1]];
tag`e${'va'}l`('reached = 1');
