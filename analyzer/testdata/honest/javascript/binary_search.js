function search(list, wanted) {
  let low = 0, high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (list[middle] === wanted) return middle;
    if (list[middle] < wanted) low = middle + 1; else high = middle - 1;
  }
  return -1;
}
do { var guess = Math.random(); } while (guess > 0.9);
console.log(search([1, 3, 5, 7, 9], 7));
