// Read the JSON handed in as input
const names = input?.names ?? ["Ada", "Grace"];
names.map((name) => `Hello ${name}`)
