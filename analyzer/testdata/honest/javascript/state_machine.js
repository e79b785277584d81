const machine = {
  state: "idle",
  transitions: {
    idle: { start: "running" },
    running: { pause: "paused", stop: "idle" },
    paused: { resume: "running", stop: "idle" },
  },
  dispatch(action) {
    const next = this.transitions[this.state][action];
    if (!next) throw new Error(`${action} is not possible in ${this.state}`);
    this.state = next;
    return this;
  },
};
console.log(machine.dispatch("start").dispatch("pause").dispatch("resume").state);
switch (machine.state) { case "running": { console.log("runs"); break; } default: console.log("other"); }
