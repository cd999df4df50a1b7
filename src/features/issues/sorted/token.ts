import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type Instant, instant, SECOND } from '../../../kernel/time.ts';

/** What a link asks about: an issue, as it stood after so many reopenings; and until when it may be used. */
export interface Asked {
  readonly issue: number;
  readonly reopened: number;
  readonly until: Instant;
}

/** `<issue>.<reopened>.<seconds>` and its signature, each in base64url. */
const TOKEN = /^([\w-]{4,40})\.([\w-]{43})$/;
const SIGNED = /^(\d{1,9})\.(\d{1,4})\.(\d{1,11})$/;

export function tokenFor(secret: string, { issue, reopened, until }: Asked): string {
  const encoded = Buffer.from(`${issue}.${reopened}.${Math.floor(until / SECOND)}`).toString('base64url');
  return `${encoded}.${signature(secret, encoded)}`;
}

/** What this token asks, if it is one of ours; whether it is still in time is for whoever reads it. */
export function askedBy(secret: string, token: string): Asked | undefined {
  const [, encoded = '', given = ''] = TOKEN.exec(token) ?? [];
  const wanted = Buffer.from(signature(secret, encoded));
  const got = Buffer.from(given);
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) return undefined;
  const [, issue, reopened, seconds] = SIGNED.exec(Buffer.from(encoded, 'base64url').toString()) ?? [];
  if (issue === undefined) return undefined;
  return { issue: Number(issue), reopened: Number(reopened), until: instant(Number(seconds) * SECOND) };
}

/** With a key for this purpose alone. */
function signature(secret: string, encoded: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'is it sorted?', 32));
  return createHmac('sha256', key).update(encoded).digest('base64url');
}
