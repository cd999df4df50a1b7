import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { columnsFrom, type Field } from '../../../src/features/feedback/import/columns.ts';
import { dateFrom } from '../../../src/features/feedback/import/dates.ts';
import { openCsv } from '../../../src/features/feedback/import/file.ts';
import { createNamer, createTally } from '../../../src/features/feedback/import/identity.ts';
import { type MappingOptions, mappingFrom, saidFrom } from '../../../src/features/feedback/import/row.ts';
import { scaleFrom, scoreFrom } from '../../../src/features/feedback/import/scores.ts';

const HEADER = ['Comment', 'How likely, all in all?', 'Stars', 'Stars', 'Sent', 'Who'];

const columns = (map: string) => {
  const outcome = columnsFrom(map, HEADER);
  return 'value' in outcome ? Object.fromEntries(outcome.value) : outcome.problems;
};

test("a column's name may hold commas and question marks", () => {
  expect(columns('text=Comment,score=How likely, all in all?')).toEqual({ text: 0, score: 1 });
});

test.each([
  ['a field that there is not', 'txt=Comment', 'there is no field "txt"; did you mean "text"?'],
  ['a column that there is not', 'text=Coment', 'the file has no column "Coment"; did you mean "Comment"?'],
  [
    'a column that is there twice',
    'text=Comment,score=Stars',
    'the file has 2 columns "Stars": give them different names',
  ],
  ['a field given twice', 'text=Comment,text=Who', '"text" is given twice'],
  ['neither text nor score', 'email=Who', 'neither text nor score is given, for example text=Comment'],
])('%s is a mistake', (_what, map, problem) => {
  expect(columns(map)).toEqual([problem]);
});

test('every mistake of a mapping is told at once', () => {
  const options: MappingOptions = { map: 'txt=Comment,score=Stern', score: { kind: 'npp', max: 'ten' }, dates: 'ymd' };
  const outcome = mappingFrom(options, ['Comment', 'Score'], 'UTC');
  expect('problems' in outcome && outcome.problems).toHaveLength(5);
});

test('how to read a score, without a column for it, is a mistake', () => {
  const outcome = mappingFrom({ map: 'text=Comment', score: { kind: 'nps' } }, ['Comment'], 'UTC');
  expect(outcome).toEqual({ problems: [expect.stringContaining('add score=… to --map')] });
});

const helsinki = { zone: 'Europe/Helsinki', order: undefined };

test.each([
  ['2026-03-31', '2026-03-30T21:00:00Z'],
  ['2026-03-31T10:20:30Z', '2026-03-31T10:20:30Z'],
  ['2026-03-31 10:20', '2026-03-31T07:20:00Z'],
  ['2026-01-31 10:20:30.5+0100', '2026-01-31T09:20:30Z'],
  ['2026/3/1', '2026-02-28T22:00:00Z'],
  ['31.3.2026 9:05', '2026-03-31T06:05:00Z'],
  ['3.4.2026', '2026-04-02T21:00:00Z'],
  ['31/03/2026', '2026-03-30T21:00:00Z'],
  ['03/31/2026 12:30 AM', '2026-03-30T21:30:00Z'],
  ['12/31/2025 1:30 pm', '2025-12-31T11:30:00Z'],
  ['4/4/2026', '2026-04-03T21:00:00Z'],
  ['1774951230', '2026-03-31T10:00:30Z'],
  ['1774951230000', '2026-03-31T10:00:30Z'],
])('%s, read in Helsinki, is %s', (cell, iso) => {
  expect(dateFrom(cell, helsinki)).toEqual({ iso });
});

test('a date that can be read two ways is refused, unless somebody says which way round', () => {
  expect(dateFrom('03/04/2026', helsinki)).toEqual({ problem: expect.stringContaining('--dates dmy or --dates mdy') });
  expect(dateFrom('03/04/2026', { zone: 'UTC', order: 'dmy' })).toEqual({ iso: '2026-04-03T00:00:00Z' });
  expect(dateFrom('03/04/2026', { zone: 'UTC', order: 'mdy' })).toEqual({ iso: '2026-03-04T00:00:00Z' });
});

test.each(['31/02/2026', '2026-02-30', '2026-03-31 25:00', '3/4/26', 'yesterday', '2026', '13/13/2026', '10:30'])(
  '%s is no date',
  (cell) => {
    expect(dateFrom(cell, helsinki)).toHaveProperty('problem');
  },
);

const scoreOf = (cell: string, options: Parameters<typeof scaleFrom>[0]) => {
  const scale = scaleFrom(options);
  if ('problems' in scale) throw new Error(scale.problems.join());
  return scoreFrom(cell, scale.value);
};

test.each([
  ['9', { kind: 'nps' }, { kind: 'nps', value: 9 }],
  ['4,5', { kind: 'stars' }, { kind: 'stars', value: 4.5 }],
  ['3', { kind: 'csat', max: '4' }, { kind: 'csat', value: 3, max: 4 }],
  ['Yes', { kind: 'fcr' }, { kind: 'fcr', value: 1 }],
  ['', { kind: 'nps' }, undefined],
])('the cell %o of %o is the score %o', (cell, options, score) => {
  expect(scoreOf(cell, options)).toEqual(score);
});

test.each([
  ['11', { kind: 'nps' }],
  ['-1', { kind: 'nps' }],
  ['8.5', { kind: 'nps' }],
  ['6', { kind: 'csat' }],
  ['2', { kind: 'fcr' }],
  ['good', { kind: 'csat' }],
  ['1,234', { kind: 'csat', max: '2000' }],
])('the cell %o is refused on %o', (cell, options) => {
  expect(scoreOf(cell, options)).toHaveProperty('problem');
});

test('a scale may be turned round; a value that it does not list is no score', () => {
  const turned = { values: '1=5,2=4,3=3,4=2,5=1' };
  expect(scoreOf('1', turned)).toEqual({ kind: 'csat', value: 5 });
  expect(scoreOf('5.0', turned)).toEqual({ kind: 'csat', value: 1 });
  expect(scoreOf('6', turned)).toBeUndefined();
  expect(scoreOf(' very GOOD', { values: 'Very good=5,Poor=1' })).toEqual({ kind: 'csat', value: 5 });
});

test.each([
  [{}, 'a score is mapped: say --score-kind nps|csat|ces|stars|fcr'],
  [{ kind: 'star' }, '--score-kind "star": did you mean "stars"?'],
  [{ kind: 'nps', max: '0' }, '--score-max "0" is no number above 0'],
  [{ values: '1=5,2' }, '--score-values: "2" is no pair such as 1=5'],
  [{ values: '1=6' }, '--score-values gives 6, which is not a number from 0 to 5 (csat)'],
])('a scale of %o is a mistake', (options, problem) => {
  expect(scaleFrom(options)).toEqual({ problems: [problem] });
});

const FIELDS = 'text,score,email,value,renews_on,received_at,tags,account'.split(',') as Field[];

function rowOf(cells: Partial<Record<Field, string>>) {
  const map = FIELDS.map((field) => `${field}=${field}`).join(',');
  const mapping = mappingFrom({ map, score: { kind: 'stars' } }, FIELDS, 'UTC');
  if ('problems' in mapping) throw new Error(mapping.problems.join());
  const row = FIELDS.map((field) => cells[field] ?? '');
  return saidFrom(row, mapping.value);
}

test('a row says what a webhook would, and leaves out what is blank', () => {
  const row = {
    text: ' Late\0 ',
    score: '2',
    email: 'a@b.test',
    value: '1250.5',
    renews_on: '11.4.2026',
    received_at: '2026-03-31',
    tags: 'a, b;c',
  };
  expect(rowOf(row)).toEqual({
    said: {
      text: 'Late\ufffd',
      score: { kind: 'stars', value: 2 },
      customer: { email: 'a@b.test', value: 1250.5, renews_on: '2026-04-11' },
      received_at: '2026-03-31T00:00:00Z',
      tags: ['a', 'b', 'c'],
    },
  });
  expect(rowOf({ score: '5' })).toEqual({ said: { text: '', score: { kind: 'stars', value: 5 } } });
});

test.each([
  [{}, 'has neither a text nor a score'],
  [{ text: 'x', score: '9' }, 'the score "9" is not a number from 0 to 5 (stars)'],
  [{ text: 'x', value: '1,250' }, 'the value "1,250" is no number such as 1250.50'],
  [{ text: 'x', renews_on: 'soon' }, '"soon" is no date that can be read: write it as 2026-03-31'],
  [{ text: 'x', account: 'y'.repeat(256) }, expect.stringContaining('customer.account')],
  [{ text: 'x'.repeat(50_001) }, expect.stringContaining('text')],
])('a row of %o is refused', (cells, problem) => {
  expect(rowOf(cells)).toEqual({ problem });
});

test('equal rows have different names, and the same ones when they are read again', () => {
  const rows = [
    ['a', '1'],
    ['b', '1'],
    ['a', '1'],
    ['a ', '1'],
  ];
  const names = () => {
    const nameOf = createNamer();
    return rows.map((row) => JSON.stringify(nameOf(row, undefined)));
  };
  expect(new Set(names()).size).toBe(4);
  expect(names()).toEqual(names());
});

test('a row added between others leaves their names as they are', () => {
  const names = (rows: string[]) => {
    const nameOf = createNamer();
    return rows.map((row) => JSON.stringify(nameOf([row], undefined)));
  };
  const before = names(['a', 'b', 'b']);
  expect(new Set(names(['c', 'a', 'b', 'd', 'b'])).isSupersetOf(new Set(before))).toBe(true);
});

test('an id names a row, and cannot name another', () => {
  const nameOf = createNamer();
  expect(nameOf(['x'], '7')).toEqual({ id: '7' });
  expect(nameOf(['y'], '7')).toEqual({ problem: 'the id "7" is there already, further up' });
});

test('a tally counts many things right', () => {
  const tally = createTally();
  const digest = (n: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(n % 3, 0);
    bytes.writeUInt32LE(n, 4);
    return bytes;
  };
  for (let n = 0; n < 9000; n++) expect(tally.count(digest(n))).toBe(1);
  for (let n = 0; n < 9000; n++) expect(tally.count(digest(n))).toBe(2);
});

async function read(content: string | Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-csv-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  const file = await openCsv(path);
  return { header: file.header, rows: await Array.fromAsync(file.rows()) };
}

test.each([
  ['commas', 'a,b\n1,2\n'],
  ['semicolons', 'a;b\n1;2\n'],
  ['tabs', 'a\tb\n1\t2'],
  ['a byte order mark', '\ufeffa,b\r\n1,2\r\n'],
  ['returns alone', 'a,b\r1,2\r'],
  ['quoted names with another delimiter in them', '"a";"b"\n"1";"2"\n'],
])('a file with %s is read', async (_how, content) => {
  expect(await read(content)).toEqual({ header: ['a', 'b'], rows: [{ line: 2, cells: ['1', '2'] }] });
});

test('a row is known by its first line, whatever line breaks are in its cells', async () => {
  const { rows } = await read('a,b\r\n"x\r\ny\nz",1\r\n\r\nq,2\n');
  expect(rows).toEqual([
    { line: 2, cells: ['x\r\ny\nz', '1'] },
    { line: 6, cells: ['q', '2'] },
  ]);
});

test('a refused row has its line, whatever line breaks are in the cells before it', async () => {
  const { rows } = await read('a,b\r\n"x\r\ny",1\r\nit"s,2\r\n"p\r\nq",3\r\n"odd\r\n"\r\n');
  expect(rows.map(({ line }) => line)).toEqual([2, 4, 5, 7]);
});

test('a row with too few cells, or a quote within one, is refused by its line; blank cells at the end are not', async () => {
  const { rows } = await read('a,b\nx,1\nbroken\nit"s,2\ny,3,,\nz,4,5\n');
  const byLine = new Map(rows.map((row) => [row.line, 'problem' in row ? row.problem : row.cells]));
  expect([...byLine].sort(([a], [b]) => a - b)).toEqual([
    [2, ['x', '1']],
    [3, 'has 1 cells where the header has 2'],
    [4, expect.stringContaining('has a quote within a cell')],
    [5, ['y', '3']],
    [6, 'has 3 cells where the header has 2'],
  ]);
});

test.each([
  ['an empty file', '', 'is empty'],
  ['UTF-16 with its mark', Buffer.from('\ufeffa,b\nc,d\n', 'utf16le'), 'is in UTF-16'],
  ['UTF-16 without', Buffer.from('a,b\nc,d\n', 'utf16le'), 'UTF-16'],
  ['Latin-1', Buffer.from('text\nfein\ngrün\n', 'latin1'), 'is not in UTF-8'],
  ['half a character at the end', Buffer.from('text\nü').subarray(0, -1), 'is not in UTF-8'],
  ['a workbook', Buffer.from('PK\x03\x04…'), 'is an Excel or ZIP file'],
  ['an unclosed quote', 'a,b\n"x,1\ny,2\n', 'a quote is opened that nothing closes'],
  ['words after a closing quote', 'a,b\n"x"y,1\nz,"2"\n', 'line 2: a quoted cell goes on'],
  ['a row without end', `a,b\n"${'x'.repeat(600_000)}",1\n`, 'a row is longer than 500000 characters'],
])('%s is refused as a whole', async (_what, content, reason) => {
  await expect(read(content)).rejects.toThrow(reason);
});

test('a file that is not there is said not to be', async () => {
  await expect(openCsv('/nowhere/at-all.csv')).rejects.toThrow('cannot be read');
});
