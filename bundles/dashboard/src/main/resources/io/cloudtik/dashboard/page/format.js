// Numbers and times for people.

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

export function bytes(count) {
  let unit = 0;
  let value = count;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1).replace(/\.0$/, "")}\u202f${UNITS[unit]}`;
}

export function percent(value) {
  return `${value >= 10 || value === 0 ? Math.round(value) : value.toFixed(1)}\u202f%`;
}

/** 42 s, 5 min, 3 h 20 min, 4 days. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole}\u202fs`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)}\u202fmin`;
  }
  if (whole < 86400) {
    const minutes = Math.floor(whole % 3600 / 60);
    return `${Math.floor(whole / 3600)}\u202fh${minutes ? ` ${minutes}\u202fmin` : ""}`;
  }
  const days = Math.floor(whole / 86400);
  return days === 1 ? "1 day" : `${days} days`;
}

/** The time of day; the day too if it was another one. */
export function clock(time, now = new Date()) {
  const date = new Date(time);
  const text = date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return date.toDateString() === now.toDateString()
    ? text
    : `${date.toLocaleDateString([], { month: "short", day: "numeric" })} ${text}`;
}

/** NODE_LAUNCHED: Node launched. */
export function words(constant) {
  const text = constant.toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
