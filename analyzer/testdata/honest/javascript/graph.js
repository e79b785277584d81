const graph = { a: { b: 7, c: 9, f: 14 }, b: { c: 10, d: 15 }, c: { d: 11, f: 2 }, d: { e: 6 }, f: { e: 9 }, e: {} };
function dijkstra(graph, from) {
  const distance = Object.fromEntries(Object.keys(graph).map((n) => [n, Infinity]));
  const open = new Set(Object.keys(graph));
  distance[from] = 0;
  while (open.size) {
    let best = null;
    for (const node of open) if (best === null || distance[node] < distance[best]) best = node;
    open.delete(best);
    for (const [next, cost] of Object.entries(graph[best])) distance[next] = Math.min(distance[next], distance[best] + cost);
  }
  return distance;
}
function topological(graph) {
  const seen = new Set(), out = [];
  const visit = (node) => { if (seen.has(node)) return; seen.add(node); for (const next in graph[node]) visit(next); out.unshift(node); };
  for (const node in graph) visit(node);
  return out;
}
console.log(dijkstra(graph, "a"), topological(graph));
