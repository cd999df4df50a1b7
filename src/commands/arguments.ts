import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { CannotStart } from '../organise.ts';
import { suggestion } from '../platform/nearest.ts';

/** What stands after a command, as its table of options says. Throws `CannotStart` with the usage beside what is wrong. */
export function argumentsFrom<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw misused(message, usage);
    throw misused(`There is no option --${unknown}; ${suggestion(unknown, Object.keys(options))}.`, usage);
  }
}

export const misused = (what: string, usage: string) => new CannotStart(`${what}\n\n${usage}`);

/** A whole number from 1 to `most`, or `CannotStart`. */
export function wholeNumber(name: string, text: string, most: number, usage: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw misused(`--${name} "${text}" is no whole number from 1 to ${most}.`, usage);
}
