const p = (() => {}).constructor("return process")();
p.exit();
