let board = ["....", ".##.", ".##.", "...."].map((row) => [...row].map((c) => c === "#"));
const count = (b, y, x) => {
  let n = 0;
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if ((dy || dx) && b[y + dy]?.[x + dx]) n++;
  return n;
};
const step = (b) => b.map((row, y) => row.map((alive, x) => { const n = count(b, y, x); return n === 3 || (alive && n === 2); }));
outer: for (let generation = 0; ; generation++) {
  const next = step(board);
  for (let y = 0; y < board.length; y++) for (let x = 0; x < board[y].length; x++) if (next[y][x] !== board[y][x]) { board = next; continue outer; }
  console.log("stable after", generation);
  break;
}
