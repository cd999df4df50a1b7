import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { suggestion } from '../../platform/nearest.ts';
import type { Organisation, Topic } from './domain.ts';
import { contradictionsIn } from './org-checks.ts';
import { ENTRIES, fixFor, keysOf, OrgSchema, type OrgValues } from './org-schema.ts';
import type { Policy } from './policy.ts';

/** A mistake in the organisation file; lines count from 1, `where` names the place: `topics › double-charges › owner`. */
export interface OrgProblem {
  readonly line: number;
  readonly where: string;
  readonly what: string;
  readonly fix: string;
}

export type OrgOutcome =
  | { readonly ok: true; readonly organisation: Organisation }
  | { readonly ok: false; readonly problems: readonly OrgProblem[] };

type Path = readonly PropertyKey[];

/** Reads an organisation file (org.yml); every mistake is told at once. */
export function organisationFrom(yamlText: string): OrgOutcome {
  const lines = new LineCounter();
  const doc = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const broken = doc.errors.map((error) => syntaxProblem(error.message, lines.linePos(error.pos[0]).line));
  if (broken.length > 0) return { ok: false, problems: broken };

  const file = plain(doc);
  if (typeof file === 'string') return { ok: false, problems: [syntaxProblem(file, 1)] };
  const parsed = OrgSchema.safeParse(file.value, { error: wrongType });
  const mistakes = [...(parsed.error?.issues.flatMap(mistakesOf) ?? []), ...contradictionsIn(file.value)];
  if (parsed.success && mistakes.length === 0) return { ok: true, organisation: organisationOf(parsed.data) };

  const problems = mistakes.map(({ path, what, fix }) => ({
    line: lines.linePos(offsetOf(doc, path)).line,
    where: whereIn(file.value, path),
    what,
    fix,
  }));
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
}

function plain(doc: Document): { value: unknown } | string {
  try {
    return { value: doc.toJS() };
  } catch (error) {
    return error instanceof Error ? error.message : String(error); // too many aliases
  }
}

function syntaxProblem(message: string, line: number): OrgProblem {
  const what = `is no valid YAML: ${message}`;
  return {
    line,
    where: 'the file',
    what,
    fix: 'mend the line; colons, brackets, indentation and quotes (around what begins with #) matter',
  };
}

function organisationOf(values: OrgValues): Organisation {
  const heads = new Map(values.departments.map(({ key, head }) => [key, head]));
  const topics = values.topics.map((topic): Topic => {
    const head = heads.get(topic.department) ?? values.roles.cx_lead;
    return { ...topic, owner: topic.owner ?? head, backup: topic.backup ?? head };
  });
  return { ...values, topics, policy: values.policy as Policy };
}

/** What a file with this entry would be refused for, by its fields. */
export function entryProblems(
  part: keyof typeof ENTRIES,
  entry: unknown,
): { readonly field: string; readonly what: string; readonly fix: string }[] {
  const { error } = ENTRIES[part].safeParse(entry, { error: wrongType });
  const mistakes = error?.issues.flatMap(mistakesOf) ?? [];
  return mistakes.map(({ path, what, fix }) => ({ field: String(path[0]), what, fix }));
}

interface Mistake {
  readonly path: Path;
  readonly what: string;
  readonly fix: string;
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      what: 'is no key of this file',
      fix: suggestion(key, keysOf(path[0] as string | undefined)),
    }));
  }
  const key = path.findLast((step) => typeof step === 'string') ?? 'company';
  return [{ path, what: issue.message, fix: fixFor(key) }];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'keys with values',
};

function wrongType(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'is missing';
  if (issue.input === null) return 'is empty';
  const actual = Array.isArray(issue.input) ? 'array' : typeof issue.input;
  return `is ${TYPES[actual] ?? actual}, not ${TYPES[issue.expected] ?? issue.expected}`;
}

/** Where in the text a path stands: its key if it has one, else the nearest part around it. */
function offsetOf(doc: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const offset = exactOffset(doc, path.slice(0, length));
    if (offset !== undefined) return offset;
  }
  return doc.contents?.range?.[0] ?? 0;
}

function exactOffset(doc: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
  const node = (pair?.key ?? doc.getIn(path, true)) as Node | undefined;
  return node?.range?.[0];
}

/** `topics › double-charges › owner`; what has no key yet is told by its number: `topics › 3rd › owner`. */
function whereIn(file: unknown, path: Path): string {
  const steps: string[] = [];
  let value = file;
  for (const step of path) {
    value = isRecord(value) ? value[step as string] : undefined;
    steps.push(typeof step === 'number' ? (labelOf(value) ?? `number ${step + 1}`) : String(step));
  }
  return steps.join(' › ') || 'the file';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function labelOf(item: unknown): string | undefined {
  const label = isRecord(item) ? (item.key ?? item.who ?? item.source) : item;
  return typeof label === 'string' ? label : undefined;
}

/** One line a problem, as compilers do: file:line: where what; what to do. */
export function orgProblemsText(path: string, problems: readonly OrgProblem[]): string {
  return problems.map(({ line, where, what, fix }) => `${path}:${line}: ${where} ${what}; ${fix}`).join('\n');
}
