import type { Message } from '../../../../src/platform/slack/blocks.ts';

/** By what its reader knows each reminder. */
const WORDS: readonly [says: string, words: RegExp][] = [
  ['assigned', /is unhappy|fell between departments|has waited .* can you take it|when can they hear from us/i],
  ['accept', /still needs somebody/],
  ['accept-again', /has no other owner than you/],
  ['promised', /you promised .* a word today/i],
  ['promise-missed', /expected to hear from you/],
  ['contact', /has not heard from us/],
  ['contact-breach', /has waited .* without a word from us/],
  ['resolve-warning', /can expect this fixed/],
  ['still-on-it', /are you still on it/i],
  ['overdue-head', /has been due.*may be stuck/],
  ['overdue-cx-lead', /has been due/],
  ['wait-over', /today you wanted to look/i],
  ['agree', /have not agreed whose/],
  ['tell', /doesn't know yet/],
  ['tell-again', /is still to hear it/],
  ['tell-last', /has not been told/],
  ['still-open', /still open with/],
  ['handed-on', /this is with .* now, so that/i],
];

/** What a DM says of which complaint, line by line, as its reader would tell it. */
export function linesIn({ blocks }: Message): string[] {
  return blocks.flatMap((block) => {
    const text = block.type === 'section' ? (block.text?.text ?? '') : '';
    const [, n] = /#(\d+)/.exec(text) ?? [];
    const says = WORDS.find(([, words]) => words.test(text))?.[0];
    return n === undefined || says === undefined ? [] : [`#${n} ${says}`];
  });
}
