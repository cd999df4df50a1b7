import { saying } from './blocks.ts';
import type { Answer } from './surface.ts';

/** An answer of a few words of our own, never a customer's. */
export const says = (text: string): Answer => ({ say: saying(text) });
