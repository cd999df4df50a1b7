import { z } from 'zod';
import { durationFrom } from '../../kernel/duration.ts';
import { ANCHORS, defaultSteps, MOVES, PHASES, RECIPIENTS, SAYINGS, STANDINGS } from './ladder.ts';

/** Names a step may count from: an anchor or another step; which of the company's own there are is checked with the file. */
export const KNOWN_FROM: readonly string[] = [...ANCHORS, ...defaultSteps.map(({ name }) => name)];

const Name = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'is not made of small letters and dashes');

const Time = (keys: readonly string[]) =>
  z.string().transform((text, issue) => {
    if (keys.includes(text)) return text;
    const duration = durationFrom(text);
    if (!('problem' in duration)) return duration;
    issue.addIssue({ code: 'custom', message: duration.problem });
    return z.NEVER;
  });

/** A step that a company adds, puts in the place of the usual one of that name, or switches off. */
export const StepSchema = (durationKeys: readonly string[]) =>
  z.union([
    z.strictObject({ name: Name, off: z.literal(true) }),
    z.strictObject({
      name: Name,
      while: z.array(z.enum(PHASES)).min(1, 'is empty'),
      only: z
        .strictObject({
          standing: z.array(z.enum(STANDINGS)).optional(),
          answered: z.boolean().optional(),
          promised: z.boolean().optional(),
          limbo: z.boolean().optional(),
        })
        .optional(),
      from: Name,
      after: Time(durationKeys).optional(),
      does: z.enum(MOVES).optional(),
      to: z.array(z.enum(RECIPIENTS)).min(1, 'is empty').default(['owner']),
      says: z.enum(SAYINGS),
      once: z.enum(['stage', 'owner', 'issue']).default('stage'),
      alone: z.boolean().optional(),
      gently: z.boolean().optional(),
    }),
  ]);
