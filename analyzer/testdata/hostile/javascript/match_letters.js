globalThis['-e-v-a-l-'.match(/[a-z]/g).join('')]('reached = 1');
