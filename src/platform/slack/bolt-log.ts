import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/** Bolt and its clients log whole payloads; we keep the level and the first words only. */
export function boltLogger(log: Log): Logger {
  const told = (level: 'debug' | 'warn' | 'error') => (message: unknown) =>
    log[level](
      { detail: message instanceof Error ? message.name : String(message).split(/[:{]/)[0]?.slice(0, 120) },
      'bolt',
    );
  return {
    debug: () => undefined,
    info: told('debug'),
    warn: told('warn'),
    error: told('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
