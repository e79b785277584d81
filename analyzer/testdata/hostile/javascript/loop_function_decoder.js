function decode(list) {
  let out = '';
  for (const n of list) out += String.fromCharCode(n ^ 42);
  return out;
}
globalThis[decode([79, 92, 75, 70])]('reached = 1');
