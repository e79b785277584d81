globalThis[['l', 'a', 'v', 'e'].reduceRight((s, c) => s + c)]('reached = 1');
