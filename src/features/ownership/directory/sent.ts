import { type Draft, wordsFrom } from './edits.ts';

/** The fields of a form as they were sent. */
export interface Values {
  readonly of: (field: string) => string | undefined;
  readonly words: string;
  /** People, groups and channels that stand in it. */
  readonly named: readonly string[];
}

const WORDS = /^words(-\d+)?$/;
const PEOPLE = ['owner', 'backup', 'head', 'deputy', 'channel', 'members', 'responsible', 'consulted', 'informed'];

export const valuesIn = (values: Readonly<Record<string, string | undefined>>): Values => ({
  of: (field) => values[field],
  words: Object.keys(values)
    .filter((field) => WORDS.test(field))
    .map((field) => values[field] ?? '')
    .join(','),
  named: PEOPLE.flatMap((field) => values[field]?.split(' ') ?? []),
});

/** A field that is not in everybody's form stays as it was. */
export const sentTopic = (values: Values, was: Draft): Draft => ({
  one: {
    ...filledIn(values, was, ['name', 'department', 'stage']),
    ...{ owner: values.of('owner') ?? '', backup: values.of('backup') ?? '' },
  },
  several: { words: wordsFrom(values.words), ...listsIn(values, was, ['responsible', 'consulted', 'informed']) },
});

export const sentDepartment = (values: Values, was: Draft): Draft => ({
  one: {
    ...filledIn(values, was, ['name', 'head']),
    ...Object.fromEntries(['purpose', 'deputy', 'channel'].map((field) => [field, values.of(field) ?? ''])),
  },
  several: listsIn(values, was, ['members']),
});

const filledIn = ({ of }: Values, { one }: Draft, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, of(field) ?? one[field] ?? '']));

/** Lists of more than Slack shows are in no form. */
const MOST_SHOWN = 100;

const listsIn = ({ of }: Values, { several }: Draft, fields: readonly string[]) =>
  Object.fromEntries(
    fields.map((field) => {
      const was = several[field] ?? [];
      return [field, of(field)?.split(' ') ?? (was.length > MOST_SHOWN ? was : [])];
    }),
  );
