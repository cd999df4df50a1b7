import pino, { type DestinationStream, type LevelWithSilent } from 'pino';

/** One JSON line each. Only the fields in `ALLOWED` get out: a customer's words never reach a log. */
export interface Log {
  debug(fields: object, msg: string): void;
  info(fields: object, msg: string): void;
  warn(fields: object, msg: string): void;
  error(fields: object, msg: string): void;
}

export type LogLevel = LevelWithSilent;

const ALLOWED = new Set(
  `action address at attempt attempts audience channel code count delivery detail due epoch error event fact feature
   fate feedback file folder hearer host inbox issue job key kind lane limit method migration ms name outbox outcome path pid port reason request
   rows rung signal source state status subject team timer ts type until url user version`.split(/\s+/),
);
const LONGEST = 300;

export function makeLog(level: LogLevel = 'info', destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const lines = destination ? pino(options, destination) : pino(options);
  return {
    debug: (fields, msg) => lines.debug(safeFields(fields), msg),
    info: (fields, msg) => lines.info(safeFields(fields), msg),
    warn: (fields, msg) => lines.warn(safeFields(fields), msg),
    error: (fields, msg) => lines.error(safeFields(fields), msg),
  };
}

const nothing = () => {};
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What may be written of `fields`; the names of the rest are told under `dropped`, so that a missing field is no riddle. */
export function safeFields(fields: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (ALLOWED.has(name)) kept[name] = safeValue(value);
    else dropped.push(name);
  }
  return dropped.length > 0 ? { ...kept, dropped } : kept;
}

function safeValue(value: unknown): unknown {
  if (value instanceof Error) return errorSummary(value);
  if (typeof value === 'string') return value.slice(0, LONGEST);
  if (Array.isArray(value)) return value.slice(0, 20).map(safeValue);
  return typeof value === 'object' && value !== null ? '[object]' : value;
}

/** An error without what hangs on it: requests, responses and their bodies stay out of the log. */
function errorSummary(error: Error): Record<string, unknown> {
  const code = 'code' in error ? { code: String(error.code) } : {};
  const cause = error.cause instanceof Error ? { cause: errorSummary(error.cause) } : {};
  return { name: error.name, ...code, message: error.message.slice(0, LONGEST), ...cause };
}
