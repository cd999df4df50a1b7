import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_MS = 5 * 60_000;

/** Whether Slack signed these bytes in the last five minutes. A time in the future is refused too, which Bolt itself does not. */
export function isSigned(
  secret: string,
  request: { timestamp: string | undefined; signature: string | undefined; body: Buffer },
  realNow: number,
): boolean {
  const { timestamp, signature, body } = request;
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(realNow - Number(timestamp) * 1000) > TOLERANCE_MS) return false;
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  const wanted = Buffer.from(`v0=${expected}`);
  const got = Buffer.from(signature);
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}
