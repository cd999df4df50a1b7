import { z } from 'zod';
import type { Call, Outcome } from './calls.ts';

export interface Upload {
  readonly filename: string;
  readonly alt: string;
  readonly bytes: Uint8Array;
}

const Issued = z.object({ upload_url: z.url(), file_id: z.string() });
const TIMEOUT_MS = 10_000;

type Failed = Exclude<Outcome, { kind: 'ok' }>;

/** Gives Slack a file that nobody sees until a message shows it, in Slack's three steps; resolves to its id. One attempt; it never throws. */
export async function upload(
  call: Call,
  { filename, alt, bytes }: Upload,
): Promise<{ readonly kind: 'ok'; readonly file: string } | Failed> {
  const issued = await call('files.getUploadURLExternal', { filename, length: bytes.length, alt_txt: alt });
  if (issued.kind !== 'ok') return issued;
  const address = Issued.safeParse(issued.body).data;
  if (address === undefined) return { kind: 'unknown', error: 'no_upload_address' };
  const { upload_url, file_id } = address;
  const failed = await post(upload_url, bytes);
  if (failed) return failed;
  const completed = await call('files.completeUploadExternal', { files: [{ id: file_id, title: filename }] });
  return completed.kind === 'ok' ? { kind: 'ok', file: file_id } : completed;
}

/** The address is a secret of its own and is told to nobody. */
async function post(url: string, bytes: Uint8Array): Promise<Failed | undefined> {
  try {
    const body = new Blob([Uint8Array.from(bytes)], { type: 'application/octet-stream' });
    const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer.ok ? undefined : { kind: 'unknown', error: `upload_answered_${answer.status}` };
  } catch {
    return { kind: 'unknown', error: 'upload_lost' };
  }
}
