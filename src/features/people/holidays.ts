import Holidays from 'date-holidays';
import type { IsoDate } from '../../kernel/calendar/day.ts';
import { DAY, HOUR } from '../../kernel/time.ts';

export type DaysOff = (day: IsoDate) => boolean;

/**
 * The public holidays of a country (`FI`), a state (`DE-BY`) or a region of it (`DE-BY-A`), by date-holidays.
 * Years are computed when first asked about, a few milliseconds each, and kept.
 */
export function daysOff(code: string): DaysOff | { problem: string } {
  const known = calendars.get(code);
  if (known) return known;
  const problem = problemWith(code);
  if (problem) return { problem };
  const isDayOff = holidaysOf(new Holidays(code));
  calendars.set(code, isDayOff);
  return isDayOff;
}

const calendars = new Map<string, DaysOff>();
const catalogue = new Holidays();

function problemWith(code: string): string | undefined {
  const [country = '', state, region] = code.split('-');
  if (!/^[A-Z]{2}(-[A-Z0-9]+){0,2}$/.test(code) || !catalogue.getCountries()[country]) {
    return `"${code}" is no country with known holidays: expected its ISO code, for example FI, US or DE-BY`;
  }
  const states = catalogue.getStates(country) ?? {};
  if (state && !states[state]) return `${country} has no state "${state}": ${choice(country, Object.keys(states))}`;
  const regions = (state && catalogue.getRegions(country, state)) || {};
  if (region && !regions[region]) {
    return `${country}-${state} has no region "${region}": ${choice(`${country}-${state}`, Object.keys(regions))}`;
  }
  return undefined;
}

function choice(parent: string, codes: readonly string[]): string {
  const known = codes.map((code) => `${parent}-${code}`);
  return `expected ${[parent, ...known].join(', ')}`;
}

function holidaysOf(holidays: Holidays): DaysOff {
  const years = new Map<number, ReadonlySet<IsoDate>>();
  const offIn = (year: number) => {
    const off = years.get(year) ?? publicDays(holidays, year);
    years.set(year, off);
    return off;
  };
  return (day) => {
    const year = Number(day.slice(0, 4));
    return offIn(year).has(day) || offIn(year - 1).has(day); // a feast may reach into January
  };
}

function publicDays(holidays: Holidays, year: number): ReadonlySet<IsoDate> {
  const all = holidays.getHolidays(year);
  return new Set(all.filter(({ type }) => type === 'public').flatMap(daysOf));
}

/** The days whose noon lies within the holiday: one from sunset to sunset is the second day, an afternoon off is none. */
function daysOf({ date, start, end }: { date: string; start: Date; end: Date }): IsoDate[] {
  const begins = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  const ends = begins + (end.getTime() - start.getTime());
  const days: IsoDate[] = [];
  for (let midnight = begins - (begins % DAY); midnight < ends; midnight += DAY) {
    const noon = midnight + 12 * HOUR;
    if (begins < noon && noon < ends) days.push(new Date(midnight).toISOString().slice(0, 10));
  }
  return days;
}
