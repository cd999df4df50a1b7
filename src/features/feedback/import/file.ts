import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type CsvError, parse } from 'csv-parse';
import { delimiterOf, unlikeCsv } from './format.ts';

/** The file as a whole cannot be taken in; nothing of it was. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** Lines count from 1, the header's; a row with line breaks in a cell is known by its first. */
export type Row =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** A CSV file that is read as it goes by: whatever its length, only some rows of it are in memory. */
export interface CsvFile {
  readonly header: readonly string[];
  readonly bytes: number;
  /** From the first row; each call reads the file anew. `seen` hears how many bytes have gone by. Throws `UnreadableFile`. */
  readonly rows: (seen?: (bytes: number) => void) => AsyncIterable<Row>;
  /** Of the content, once `rows` has come to its end. */
  readonly fingerprint: () => string;
}

const HEAD_BYTES = 64 * 1024;
/** Ten times the longest text that is taken. */
const LONGEST_ROW = 500_000;

/** Throws `UnreadableFile` when it is no CSV file in UTF-8 with a header. */
export async function openCsv(path: string): Promise<CsvFile> {
  const { head, bytes } = await headOf(path);
  const reason = unlikeCsv(head);
  if (reason !== undefined) throw new UnreadableFile(`${path} ${reason}`);
  const delimiter = delimiterOf(new TextDecoder().decode(head));
  let fingerprint = '';
  async function* rows(seen?: (bytes: number) => void) {
    const content = createHash('sha256');
    yield* parsed(path, delimiter, (chunk) => {
      content.update(chunk);
      seen?.(chunk.length);
    });
    fingerprint = content.digest('hex');
  }
  const header = await firstOf(parsed(path, delimiter, () => undefined));
  if (header === undefined) throw new UnreadableFile(`${path} has no header: its first line names the columns`);
  return {
    header: header.map((name) => name.trim()),
    bytes,
    rows: (seen) => withoutHeader(rows(seen), header.length),
    fingerprint: () => fingerprint,
  };
}

async function headOf(path: string): Promise<{ head: Buffer; bytes: number }> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 });
    return { head: buffer.subarray(0, bytesRead), bytes: size };
  } catch (error) {
    throw new UnreadableFile(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

async function firstOf(rows: AsyncIterable<Row>): Promise<readonly string[] | undefined> {
  for await (const row of rows) return 'cells' in row ? row.cells : undefined;
  return undefined;
}

async function* withoutHeader(rows: AsyncIterable<Row>, width: number): AsyncIterable<Row> {
  let isHeader = true;
  for await (const row of rows) {
    if (!isHeader) yield fitted(row, width);
    isHeader = false;
  }
}

/** A line break that nobody quoted leaves two short rows; blank cells at the end are a spreadsheet's. */
function fitted(row: Row, width: number): Row {
  if ('problem' in row || row.cells.length === width) return row;
  const { line, cells } = row;
  const beyond = cells.slice(width);
  if (cells.length > width && beyond.every((cell) => cell.trim() === '')) return { line, cells: cells.slice(0, width) };
  return { line, problem: `has ${cells.length} cells where the header has ${width}` };
}

async function* parsed(path: string, delimiter: string, chunkSeen: (chunk: Buffer) => void): AsyncIterable<Row> {
  const lines: number[] = [];
  const stray: number[] = [];
  let broken: UnreadableFile | undefined;
  // The parser counts a CR LF within quotes as two lines.
  let tooMany = 0;
  const parser = parse({
    ...FORMAT,
    delimiter,
    on_record(cells, info) {
      tooMany += breaksIn(cells, /\r\n/g);
      lines.push(info.lines - tooMany - breaksIn(cells, /\r\n|\r|\n/g));
      return cells;
    },
    on_skip(error: CsvError | undefined) {
      const line = Number(error?.lines ?? 0) - tooMany;
      if (error?.code === 'INVALID_OPENING_QUOTE') stray.push(line);
      else broken ??= new UnreadableFile(`${path}, about line ${line}: ${whyBroken(error)}`);
    },
  });
  const done = pipeline(createReadStream(path), inUtf8(path, chunkSeen), parser);
  // Told to whoever reads the rows; whoever stops reading wants no more of it.
  done.catch(() => undefined);
  for await (const cells of parser as AsyncIterable<string[]>) {
    if (broken) throw broken;
    const line = lines.shift() ?? 0;
    // Skipped rows are told of as soon as they are met, the others a little later.
    while (stray[0] !== undefined && stray[0] < line) yield strayQuote(stray.shift());
    yield { line, cells };
  }
  await done;
  if (broken) throw broken;
  yield* stray.map(strayQuote);
}

const FORMAT = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  // Found out by itself it would go by the first line alone.
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: LONGEST_ROW,
  skip_records_with_error: true,
};

const strayQuote = (line = 0): Row => ({ line, problem: STRAY_QUOTE });

const STRAY_QUOTE = 'has a quote within a cell: put the whole cell in quotes, and write each quote in it twice';

const NOT_UTF8 = 'is not in UTF-8, perhaps in Latin-1 or Windows-1252: save it as "CSV UTF-8"; nothing was imported';

function whyBroken(error: CsvError | undefined): string {
  if (error?.code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is opened that nothing closes; nothing was imported';
  if (error?.code === 'CSV_MAX_RECORD_SIZE') {
    return `a row is longer than ${LONGEST_ROW} characters, perhaps because a quote is not closed; nothing was imported`;
  }
  return 'a quoted cell goes on after its closing quote: within a cell write each quote twice; nothing was imported';
}

function breaksIn(cells: readonly string[], kind: RegExp): number {
  return cells.reduce((sum, cell) => sum + (cell.match(kind)?.length ?? 0), 0);
}

/** Lets the bytes through and throws at the first that is no UTF-8, because half of a character is a wrong word. */
function inUtf8(path: string, chunkSeen: (chunk: Buffer) => void) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let lines = 1;
    const check = (chunk?: Buffer) => {
      try {
        decoder.decode(chunk, { stream: chunk !== undefined });
      } catch {
        throw new UnreadableFile(`${path}, line ${lines} or later, ${NOT_UTF8}`);
      }
    };
    for await (const chunk of chunks) {
      check(chunk);
      for (const byte of chunk) if (byte === 10) lines++;
      chunkSeen(chunk);
      yield chunk;
    }
    check();
  };
}
