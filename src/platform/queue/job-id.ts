import type { LaneAlarm } from './alarms.ts';

/**
 * BullMQ forbids ':' in ids and ids of digits only, and a job that lingers blocks the reuse of its id: so an id carries
 * the alarm's version and the epoch, which changes whenever Redis may have lost something.
 */
export function jobId(alarm: Pick<LaneAlarm, 'lane' | 'id' | 'version'>, epoch: string): string {
  return `${plain(alarm.lane, /[^A-Za-z0-9_.]/g)}-${plain(alarm.id)}-v${alarm.version}-e${plain(epoch)}`;
}

/** Escapes, so that two different ids never become one. */
function plain(text: string, strange = /[^A-Za-z0-9_.-]/g): string {
  return text.replace(strange, (sign) => `~${sign.codePointAt(0)?.toString(16)}~`);
}
