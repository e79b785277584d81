// Work on data: an object as result
const orders = [
  { city: "Lyon", total: 120 },
  { city: "Oslo", total: 80 },
  { city: "Lyon", total: 30 },
];
const byCity = {};
for (const { city, total } of orders) {
  byCity[city] = (byCity[city] ?? 0) + total;
}
byCity
