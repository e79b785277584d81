const multiply = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const transpose = (m) => m[0].map((_, i) => m.map((row) => row[i]));
function determinant(m) {
  if (m.length === 1) return m[0][0];
  return m[0].reduce((sum, x, j) => sum + (j % 2 ? -1 : 1) * x * determinant(m.slice(1).map((row) => row.filter((_, k) => k !== j))), 0);
}
const identity = (n) => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j)));
function power(m, n) { let out = identity(m.length); while (n > 0) { if (n & 1) out = multiply(out, m); m = multiply(m, m); n >>= 1; } return out; }
console.log(power([[1, 1], [1, 0]], 30), determinant([[2, 0, 1], [1, 3, 2], [1, 1, 1]]), transpose([[1, 2], [3, 4]]));
