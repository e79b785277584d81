globalThis['e1v2a3l'.split(/\d/).join('')]('reached = 1');
