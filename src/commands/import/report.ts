import type { Forecast, Survey } from '../../features/feedback/index.ts';
import { DAY, SECOND } from '../../kernel/time.ts';

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** What `--open-issues` would ask of whom. */
export function forecastLines(forecast: Forecast): string[] {
  const { issues, people, channels } = forecast;
  const width = Math.max(...[...people, ...channels].map(({ name }) => name.length), 0) + 2;
  return [
    `This opens ${count(issues, 'issue')}: one DM to each of ${count(people.length, 'person', 'people')}.`,
    ...people.map(
      ({ name, issues, urgent }) =>
        `  ${name.padEnd(width)}${count(issues, 'issue')}${urgent > 0 ? `, ${urgent.toLocaleString('en')} of them urgent` : ''}`,
    ),
    `${count(channels.length, 'channel')}: one summary each, every row a numbered line in its thread.`,
    ...channels.map(
      ({ name, ...each }) =>
        `  ${name.padEnd(width)}${count(each.lines, 'line')} in ${count(each.messages, 'message')}`,
    ),
    'Due times run from now, not from when the customers wrote.',
  ];
}

/** What becomes of the rows when nobody asked for issues; said before they are stored, because afterwards it is too late to ask. */
export function factLines({ facts, issues }: Forecast, rows: number, olderThanMs: number | undefined): string[] {
  const old = olderThanMs === undefined ? '' : `older than ${count(Math.round(olderThanMs / DAY), 'day')} or `;
  const recent = rows - facts;
  return [
    `Rows ${old}undated are kept as facts, without issues: ${facts.toLocaleString('en')} of ${rows.toLocaleString('en')}.`,
    ...(facts > 0 ? [LAST_CHANCE] : []),
    ...(recent > 0
      ? [`${count(recent, 'row')} ${recent === 1 ? 'is' : 'are'} recent, and ${count(issues, 'issue')} will be opened.`]
      : []),
  ];
}

const LAST_CHANCE =
  'If you may want issues of them, run it with --open-issues now: once they are stored as facts, no later run opens any.';

export function closingLine({ known, refused, ...survey }: Survey, added: number, ms: number): string {
  const n = (value: number) => value.toLocaleString('en');
  const rows = survey.new + known + refused;
  return `${count(rows, 'row')}: ${n(added)} new, ${n(rows - refused - added)} known already, ${n(refused)} refused; ${(ms / SECOND).toFixed(1)} s.`;
}
