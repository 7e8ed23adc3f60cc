// Times as people read them, in the time zone of the person one is.

const formats = new Map();

function format(date, zone, options) {
  const key = JSON.stringify([zone, options]);
  if (!formats.has(key)) formats.set(key, formatter(zone, options));
  return formats.get(key).format(date);
}

function formatter(zone, options) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone || undefined });
  } catch {
    return new Intl.DateTimeFormat("en-GB", options); // A zone this browser doesn't know: better its own than none.
  }
}

export const hourMinute = (date, zone) => format(date, zone, { hour: "2-digit", minute: "2-digit" });

const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" };

export const dayAndTime = (date, zone) => `${format(date, zone, DAY)}, ${hourMinute(date, zone)}`;

/** Gives a text that is the same for two moments exactly when they fall on the same day. */
export const dayKey = (date, zone) => format(date, zone, { year: "numeric", month: "2-digit", day: "2-digit" });

const yesterdayOf = (now) => new Date(now.getTime() - 24 * 60 * 60 * 1000);

export function dayName(date, now, zone) {
  const day = dayKey(date, zone);
  if (day === dayKey(now, zone)) return "Today";
  if (day === dayKey(yesterdayOf(now), zone)) return "Yesterday";
  const options = { weekday: "long", day: "numeric", month: "long" };
  return format(date, zone, date.getFullYear() === now.getFullYear() ? options : { ...options, year: "numeric" });
}

/** Gives the short form for the list of spaces: the time for today, otherwise the day. */
export function shortWhen(date, now, zone) {
  if (dayKey(date, zone) === dayKey(now, zone)) return hourMinute(date, zone);
  if (dayKey(date, zone) === dayKey(yesterdayOf(now), zone)) return "Yesterday";
  return format(date, zone, { day: "numeric", month: "short" });
}
