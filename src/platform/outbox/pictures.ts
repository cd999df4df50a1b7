import { createHash } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import { HOUR } from '../../kernel/time.ts';
import type { Context, RealClock } from '../context.ts';
import type { Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import { pngFrom } from '../pictures/png.ts';
import type { Drawing } from '../pictures/svg.ts';
import { context as contextBlock } from '../slack/blocks.ts';
import type { Call, Outcome } from '../slack/calls.ts';
import { mrkdwn } from '../slack/mrkdwn.ts';
import { upload } from '../slack/upload.ts';
import type { Claim } from './claim.ts';
import type { Picture } from './outbox.ts';
import { WITHOUT_PICTURE } from './say.ts';

interface Uploading {
  readonly context: Context;
  readonly call: Call;
  readonly real: RealClock;
  readonly log: Log;
  /** For fault tests: told where a send stands. */
  readonly reached?: (point: string) => void;
}

interface File {
  readonly file: string;
  /** When it was uploaded, by real time. */
  readonly at: number;
}

type Failed = Exclude<Outcome, { kind: 'ok' }>;

/** The claimed message with its picture below its words, and when that was uploaded; or why it could not be. */
export async function withPicture(
  state: Uploading,
  held: Claim,
): Promise<{ readonly kind: 'ok'; readonly held: Claim; readonly uploadedAt?: number } | Failed> {
  const { picture, row } = held;
  if (picture === undefined) return { kind: 'ok', held };
  if (row.plainness >= WITHOUT_PICTURE) return { kind: 'ok', held: below(held, NOT_SHOWN) };
  const found = await fileOf(state, picture);
  if (found.kind !== 'ok') return found;
  const image: KnownBlock = { type: 'image', slack_file: { id: found.file }, alt_text: picture.alt };
  return { kind: 'ok', held: below(held, image), uploadedAt: found.at };
}

const NOT_SHOWN = contextBlock(mrkdwn`The picture that belongs here could not be shown.`);

const below = (held: Claim, block: KnownBlock): Claim => ({
  ...held,
  message: { ...held.message, blocks: [...held.message.blocks, block] },
});

/** Slack's file with that picture. An upload shows nobody anything: one that a crash or a lost answer leaves behind harms nobody. */
async function fileOf(state: Uploading, picture: Picture): Promise<({ readonly kind: 'ok' } & File) | Failed> {
  const { context, call, real } = state;
  const digest = createHash('sha256').update(picture.drawing.svg).digest('base64url');
  const known = await context.transaction((tx) => findFile(tx, digest, real()));
  if (known) return { kind: 'ok', ...known };
  const bytes = await drawn(state, picture.drawing);
  if (bytes === undefined) return { kind: 'refused', error: 'not_drawn' };
  const uploaded = await upload(call, { filename: `${picture.title}.png`, alt: picture.alt, bytes });
  if (uploaded.kind !== 'ok') return uploaded;
  const file = { file: uploaded.file, at: real() };
  await context.transaction((tx) => saveFile(tx, digest, file));
  state.reached?.('outbox.after-upload');
  return { kind: 'ok', ...file };
}

async function drawn({ log }: Uploading, drawing: Drawing): Promise<Uint8Array | undefined> {
  try {
    return await pngFrom(drawing);
  } catch (error) {
    log.error({ error }, 'a picture could not be drawn');
    return undefined;
  }
}

/** Somebody may delete files in Slack: an old one is not relied upon. */
const GOOD_FOR_MS = HOUR;

function findFile(tx: Tx, digest: string, realNow: number): Promise<File | undefined> {
  return tx
    .selectFrom('picture')
    .select(['file', 'at'])
    .where('digest', '=', digest)
    .where('at', '>', realNow - GOOD_FOR_MS)
    .where('at', '<=', realNow)
    .executeTakeFirst();
}

async function saveFile(tx: Tx, digest: string, { file, at }: File): Promise<void> {
  await tx
    .deleteFrom('picture')
    .where('at', '<=', at - GOOD_FOR_MS)
    .execute();
  await tx
    .insertInto('picture')
    .values({ digest, file, at })
    .onConflict((oc) => oc.column('digest').doUpdateSet({ file, at }))
    .execute();
}
