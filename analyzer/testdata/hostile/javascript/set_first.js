const [run] = new Set([eval]);
run('reached = 1');
