function quickSort(list, compare = (a, b) => a - b) {
  if (list.length < 2) return list;
  const [pivot, ...rest] = list;
  return [
    ...quickSort(rest.filter((x) => compare(x, pivot) < 0), compare),
    pivot,
    ...quickSort(rest.filter((x) => compare(x, pivot) >= 0), compare),
  ];
}
function mergeSort(list) {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const left = mergeSort(list.slice(0, middle)), right = mergeSort(list.slice(middle));
  const out = [];
  let i = 0, j = 0;
  while (i < left.length && j < right.length) out.push(left[i] <= right[j] ? left[i++] : right[j++]);
  while (i < left.length) out.push(left[i++]);
  while (j < right.length) out.push(right[j++]);
  return out;
}
function bubble(list) {
  const a = list.slice();
  let swapped = true;
  while (swapped) {
    swapped = false;
    for (let i = 1; i < a.length; i++) {
      if (a[i - 1] > a[i]) { [a[i - 1], a[i]] = [a[i], a[i - 1]]; swapped = true; }
    }
  }
  return a;
}
const numbers = [5, 3, 9, 1, 7, 2];
console.log(quickSort(numbers), mergeSort(numbers), bubble(numbers));
