const DELIMITERS = [',', ';', '\t'] as const;

/** The one that parts the first line, quoted cells left aside; a comma where none does. */
export function delimiterOf(head: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(head.replace(/^\ufeff/, ''))?.[0] ?? '';
  const bare = first.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

const STARTS: readonly [name: string, bytes: readonly number[]][] = [
  ['is an Excel or ZIP file', [0x50, 0x4b, 0x03, 0x04]],
  ['is an old Excel file', [0xd0, 0xcf, 0x11, 0xe0]],
  ['is in UTF-16', [0xff, 0xfe]],
  ['is in UTF-16', [0xfe, 0xff]],
];

/** Why these first bytes begin no CSV file in UTF-8, where that can be seen from them. */
export function unlikeCsv(head: Buffer): string | undefined {
  if (head.length === 0) return 'is empty';
  const found = STARTS.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  // Text in UTF-16 without its mark has a NUL beside every Latin letter.
  const nuls = head.reduce((sum, byte) => sum + Number(byte === 0), 0);
  const name = found?.[0] ?? (nuls > head.length / 8 ? 'is no text, or in UTF-16' : undefined);
  return name && `${name}: save it as "CSV UTF-8"`;
}
