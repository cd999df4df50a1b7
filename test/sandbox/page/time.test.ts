import { expect, test } from 'vitest';

type SlackDate = (format: string, ms: number, now: number, zone: string) => string;
const page = '../../../sandbox/page';
const {
  slackDate,
  dayName,
  ago,
}: {
  slackDate: SlackDate;
  dayName(ms: number, now: number, zone: string): string;
  ago(ms: number, now: number): string;
} = await import(`${page}/time.js`);

const at = Date.parse('2026-02-02T22:30:00Z');
const hours = (count: number) => at + count * 3_600_000;

test.each([
  ['{date_num}', 'Europe/Helsinki', '2026-02-03'],
  ['{date_num}', 'America/New_York', '2026-02-02'],
  ['{date} at {time}', 'UTC', 'February 2nd, 2026 at 10:30 PM'],
  ['{date_short}', 'UTC', 'Feb 2, 2026'],
  ['{date_long}', 'UTC', 'Monday, February 2nd, 2026'],
  ['{time_secs}', 'UTC', '10:30:00 PM'],
  ['{unknown}', 'UTC', '{unknown}'],
])('%s in %s is %s', (format, zone, expected) => {
  expect(slackDate(format, at, hours(100), zone)).toBe(expected);
});

test.each([
  [1, 'Today 10:30 PM'],
  [24, 'Yesterday 10:30 PM'],
  [-24, 'Tomorrow 10:30 PM'],
  [72, 'Feb 2, 2026 10:30 PM'],
])('a pretty date seen %i hours later is %s', (later, expected) => {
  expect(slackDate('{date_short_pretty} {time}', at, hours(later), 'UTC')).toBe(expected);
});

test('within a sentence a pretty date is not capital', () => {
  expect(slackDate('due {date_pretty}', at, hours(1), 'UTC')).toBe('due today');
});

test('the day is that of the zone', () => {
  expect([dayName(at, hours(100), 'UTC'), dayName(at, hours(100), 'Asia/Tokyo'), dayName(at, hours(1), 'UTC')]).toEqual(
    ['Monday, February 2nd', 'Tuesday, February 3rd', 'Today'],
  );
});

test('11th, 12th and 13th are not 11st, 12nd and 13rd', () => {
  const days = [11, 12, 13, 21, 22, 23].map((day) => slackDate('{date}', Date.UTC(2026, 0, day), at, 'UTC'));
  expect(days.map((text) => /\d+\w\w/.exec(text)?.[0])).toEqual(['11th', '12th', '13th', '21st', '22nd', '23rd']);
});

test('how long ago is said in the largest unit that fits', () => {
  expect([ago(at, hours(0.5)), ago(at, hours(5)), ago(at, hours(-49))]).toEqual([
    '30 minutes ago',
    '5 hours ago',
    'in 2 days',
  ]);
});
