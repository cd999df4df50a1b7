import type { Organisation } from '../domain.ts';

type Option = readonly [value: string, words: string];

const MOST = 40;

/** Topics, departments and roles somebody may mean who types a few letters of a name, a key or a topic's word; names that begin so go first. */
export function entriesLike(organisation: Organisation, typed: string): Option[] {
  const letters = typed.trim().toLowerCase();
  const { topics, departments, titles = [] } = organisation;
  const nameOf = new Map(departments.map(({ key, name }) => [key, name]));
  const found = topics.filter(({ name, key, words }) => [name, key, ...words].some(having(letters)));
  const options = found.map(
    ({ key, name, department }): Option => [`topic/${key}`, `${name} (${nameOf.get(department) ?? department})`],
  );
  const all = departmentsLike(organisation, typed).map(([key, name]): Option => [`department/${key}`, name]);
  const roles = titles.filter(({ title }) => having(letters)(title));
  const titled = roles.map(({ title }): Option => [`role/${title}`, `${title} (role)`]);
  return bestOf([...all, ...titled, ...options], letters);
}

/** Departments somebody may mean, by their keys. */
export function departmentsLike({ departments }: Organisation, typed: string): Option[] {
  const letters = typed.trim().toLowerCase();
  const found = departments.filter(({ name, key }) => [name, key].some(having(letters)));
  return bestOf(
    found.map(({ key, name }): Option => [key, name]),
    letters,
  );
}

const having = (letters: string) => (text: string) => text.toLowerCase().includes(letters);

function bestOf(options: readonly Option[], letters: string): Option[] {
  const begins = ([, words]: Option) => Number(words.toLowerCase().startsWith(letters));
  return options.toSorted((a, b) => begins(b) - begins(a)).slice(0, MOST);
}
