class Money {
  constructor(cents, currency = "EUR") { this.cents = Math.round(cents); this.currency = currency; Object.freeze(this); }
  plus(other) { if (other.currency !== this.currency) throw new TypeError("currencies differ"); return new Money(this.cents + other.cents, this.currency); }
  split(n) { const each = Math.floor(this.cents / n); return Array.from({ length: n }, (_, i) => new Money(each + (i < this.cents % n ? 1 : 0), this.currency)); }
  toString() { return `${(this.cents / 100).toFixed(2)} ${this.currency}`; }
}
const invoice = { lines: [{ text: "Work", hours: 7.5, rate: 9000 }, { text: "Travel", hours: 1, rate: 4500 }] };
const total = invoice.lines.map(({ hours, rate }) => new Money(hours * rate)).reduce((a, b) => a.plus(b));
console.log(String(total), total.split(3).map(String));
