/** @import { Ts } from './types.ts' */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** Making one takes far longer than using it. */
function formatOf(/** @type {string} */ locale, /** @type {Intl.DateTimeFormatOptions} */ options) {
  const key = locale + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}

/**
 * Times are shown in the time zone of the person one acts as, as Slack does.
 * @param {number} ms
 * @param {string} zone
 * @param {Intl.DateTimeFormatOptions} options
 */
function parts(ms, zone, options) {
  return formatOf('en-US', { timeZone: zone, ...options }).format(ms);
}

export const clockTime = (/** @type {number} */ ms, /** @type {string} */ zone) =>
  parts(ms, zone, { hour: 'numeric', minute: '2-digit' });
export const dayKey = (/** @type {number} */ ms, /** @type {string} */ zone) =>
  formatOf('sv-SE', { timeZone: zone }).format(ms);
export const fullTime = (/** @type {number} */ ms, /** @type {string} */ zone) =>
  parts(ms, zone, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  });

/** For the clock bar: Mon 2 Feb 2026, 09:30. */
export function workspaceTime(/** @type {number} */ ms, /** @type {string} */ zone) {
  return formatOf('en-GB', {
    ...{ timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).format(ms);
}

/** A message's ts as milliseconds. */
export const momentOf = (/** @type {Ts} */ ts) => Math.round(Number(ts) * 1000);

/** The line between two days: Today, Yesterday, or Monday, February 2nd. */
export function dayName(/** @type {number} */ ms, /** @type {number} */ now, /** @type {string} */ zone) {
  const near = nearDay(ms, now, zone);
  if (near) return near;
  const [weekday, month] = parts(ms, zone, { weekday: 'long', month: 'long', day: 'numeric' }).split(/, | \d/);
  return `${weekday}, ${month} ${ordinal(dayNumber(ms, zone))}`;
}

function nearDay(/** @type {number} */ ms, /** @type {number} */ now, /** @type {string} */ zone) {
  const away = (Date.parse(dayKey(ms, zone)) - Date.parse(dayKey(now, zone))) / 86_400_000;
  return { '-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow' }[away];
}

const dayNumber = (/** @type {number} */ ms, /** @type {string} */ zone) => Number(parts(ms, zone, { day: 'numeric' }));

function ordinal(/** @type {number} */ day) {
  const teen = day > 10 && day < 14;
  return `${day}${(!teen && ['', 'st', 'nd', 'rd'][day % 10]) || 'th'}`;
}

function longDate(/** @type {number} */ ms, /** @type {string} */ zone) {
  const month = parts(ms, zone, { month: 'long' });
  return `${month} ${ordinal(dayNumber(ms, zone))}, ${parts(ms, zone, { year: 'numeric' })}`;
}

/** @type {Record<string, (ms: number, zone: string, now: number) => string>} */
const TOKENS = {
  date_num: (ms, zone) => dayKey(ms, zone),
  date_slash: (ms, zone) => dayKey(ms, zone).replaceAll('-', '/'),
  date: longDate,
  date_short: (ms, zone) => parts(ms, zone, { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (ms, zone) => `${parts(ms, zone, { weekday: 'long' })}, ${longDate(ms, zone)}`,
  time: clockTime,
  time_secs: (ms, zone) => parts(ms, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: (ms, _zone, now) => ago(ms, now),
};

/**
 * `{date_short} at {time}` of Slack's date links; `…_pretty` says yesterday, today or tomorrow where it can.
 * @param {string} format
 * @param {number} ms
 * @param {number} now
 * @param {string} zone
 */
export function slackDate(format, ms, now, zone) {
  return format.replace(/\{(\w+)\}/g, (whole, token) => {
    const pretty = token.endsWith('_pretty') && nearDay(ms, now, zone);
    if (pretty) return format.startsWith(whole) ? pretty : pretty.toLowerCase();
    const write = TOKENS[token.replace(/_pretty$/, '')];
    return write ? write(ms, zone, now) : whole;
  });
}

/** @type {[Intl.RelativeTimeFormatUnit, number]} */
const MINUTE = ['minute', 60_000];
/** @type {readonly [Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [['day', 86_400_000], ['hour', 3_600_000], MINUTE];

/** 3 hours ago; in 2 days. */
export function ago(/** @type {number} */ ms, /** @type {number} */ now) {
  const away = ms - now;
  if (Math.abs(away) < 60_000) return 'just now';
  const [unit, length] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? MINUTE;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(away / length), unit);
}
