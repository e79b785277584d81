const box = [[{ f: eval }]];
box[0][0].f("1");
