"use strict";
function clamp(value, low, high) { return Math.min(Math.max(value, low), high); }
function range(from, to, step = 1) {
  const out = [];
  for (let n = from; step > 0 ? n < to : n > to; n += step) out.push(n);
  return out;
}
exports.clamp = clamp;
exports.range = range;
module.exports = { clamp, range };
