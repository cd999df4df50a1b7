import { z } from 'zod';
import type { HttpProblem } from '../../platform/http/server.ts';
import { isOnScale, SCORE_KINDS, scaleText } from './domain.ts';

const DEEPEST = 64;
const LONGEST_TEXT = 50_000;

/** Half a character or none at all becomes the replacement character, the same in every database. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((value) => value.toWellFormed().replaceAll('\0', '\ufffd'));

const Score = z
  .object({ kind: z.enum(SCORE_KINDS), value: z.number(), max: z.number().positive().optional() })
  .superRefine((score, issue) => {
    if (isOnScale(score, score.value)) return;
    issue.addIssue({ code: 'custom', path: ['value'], message: `is ${score.value}, which is not ${scaleText(score)}` });
  });

export const Said = z.object({
  text: text(LONGEST_TEXT),
  score: Score.optional(),
  customer: z
    .object({
      id: text(255).optional(),
      name: text(255).optional(),
      email: text(255).optional(),
      account: text(255).optional(),
      value: z.number().nonnegative().optional(),
      renews_on: z.iso.date('is no day such as 2026-03-31').optional(),
    })
    .optional(),
  received_at: z.union([text(64), z.number()]).optional(),
  url: text(2000).optional(),
  language: text(35).optional(),
  tags: z.array(text(100)).max(200).optional(),
});

const Body = Said.extend({ id: text(255).refine((id) => id.trim() !== '', 'must not be blank') });

export type Body = z.output<typeof Body>;

/** What a sender posted, or the problem to answer: every field at fault and why. */
export function bodyFrom(bytes: Buffer, webhookId: string): { body: Body } | { problem: HttpProblem } {
  const json = jsonFrom(bytes);
  if ('problem' in json) return json;
  const parsed = Body.safeParse(json.value);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message }));
    return { problem: badRequest('Some fields are missing or wrong; nothing was stored.', errors) };
  }
  if (parsed.data.id !== webhookId) {
    const errors = [{ field: 'id', message: 'must equal the webhook-id header' }];
    return { problem: badRequest('The id in the body is not the one in the header.', errors) };
  }
  return { body: parsed.data };
}

function jsonFrom(bytes: Buffer): { value: unknown } | { problem: HttpProblem } {
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isDeeperThan(json, DEEPEST))
      return { problem: badRequest(`The body is nested deeper than ${DEEPEST} levels.`) };
    return { value: JSON.parse(json) };
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is not valid JSON' : 'is not valid UTF-8';
    return { problem: badRequest(`The body ${what}.`, [{ field: 'body', message: what }]) };
  }
}

function badRequest(detail: string, errors: HttpProblem['errors'] = []): HttpProblem {
  return { status: 400, title: 'Bad request', detail, errors };
}

/** Counted on the text, because parsing a million brackets takes a second. Strings are skipped as they stand. */
function isDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length && depth <= limit; at++) {
    const character = json.charAt(at);
    if (inString && character === '\\') at++;
    else if (character === '"') inString = !inString;
    else if (!inString) depth += DEEPER[character] ?? 0;
  }
  return depth > limit;
}

const DEEPER: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };
