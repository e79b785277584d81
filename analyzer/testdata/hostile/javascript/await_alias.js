const e = await Promise.resolve(eval);
e("1");
