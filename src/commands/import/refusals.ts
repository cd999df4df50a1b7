import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

export interface Refusals {
  readonly add: (line: number, problem: string) => void;
  /** For people, once all is read: the first of them, and where the rest stand. */
  readonly lines: () => string[];
}

const SHOWN = 20;

/** Keeps the first few in memory; where there are more, all of them go to `<file>.refused.txt`. */
export function createRefusals(path: string): Refusals {
  const file = `${path}.refused.txt`;
  rmSync(file, { force: true });
  const shown: string[] = [];
  let beyond = 0;
  let handle: number | undefined;
  return {
    add(line, problem) {
      const text = `line ${line}: ${problem}`;
      if (shown.length < SHOWN) {
        shown.push(text);
        return;
      }
      if (beyond === 0) {
        handle = opened(file);
        for (const each of shown) write(handle, each);
      }
      beyond++;
      write(handle, text);
    },
    lines() {
      if (handle !== undefined) closeSync(handle);
      const where = handle === undefined ? `${file} could not be written` : `all of them stand in ${file}`;
      return [
        ...shown.map((each) => `  ${each}`),
        ...(beyond > 0 ? [`  … and ${beyond.toLocaleString('en')} more: ${where}`] : []),
      ];
    },
  };
}

/** The folder of somebody's data may be closed to us. */
function opened(file: string): number | undefined {
  try {
    return openSync(file, 'w', 0o600);
  } catch {
    return undefined;
  }
}

function write(handle: number | undefined, text: string): void {
  if (handle !== undefined) writeSync(handle, `${text}\n`);
}
