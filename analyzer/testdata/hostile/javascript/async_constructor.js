(async () => {})['constr' + 'uctor']('reached = 1')();
