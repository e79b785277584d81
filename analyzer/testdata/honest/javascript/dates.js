const pad = (n) => String(n).padStart(2, "0");
function format(date, pattern = "YYYY-MM-DD hh:mm:ss") {
  const parts = {
    YYYY: date.getUTCFullYear(), MM: pad(date.getUTCMonth() + 1), DD: pad(date.getUTCDate()),
    hh: pad(date.getUTCHours()), mm: pad(date.getUTCMinutes()), ss: pad(date.getUTCSeconds()),
  };
  return pattern.replace(/YYYY|MM|DD|hh|mm|ss/g, (part) => parts[part]);
}
function easter(year) {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100, d = b >> 2, e = b % 4, f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3), h = (19 * a + b - d - g + 15) % 30, i = c >> 2, k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7, m = Math.floor((a + 11 * h + 22 * l) / 451);
  return new Date(Date.UTC(year, Math.floor((h + l - 7 * m + 114) / 31) - 1, ((h + l - 7 * m + 114) % 31) + 1));
}
console.log(format(new Date(0)), format(easter(2026), "DD.MM.YYYY"));
