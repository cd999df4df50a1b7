import { existsSync, readFileSync, statSync } from 'node:fs';
import { type Organisation, organisationFrom, orgProblemsText } from '../features/ownership/index.ts';
import { CannotStart } from '../organise.ts';

/** What stands in the file that this option or variable names, or `CannotStart`. */
export function contentOf(path: string, option: string): string {
  if (existsSync(path) && statSync(path).isFile()) return readFileSync(path, 'utf8');
  throw new CannotStart(`${path} is missing: name the file, or set ${option}`);
}

/** The organisation of that text, or `CannotStart` with every mistake by its line; `path` says where they are. */
export function organisationIn(text: string, path: string): Organisation {
  const outcome = organisationFrom(text);
  if (outcome.ok) return outcome.organisation;
  throw new CannotStart(orgProblemsText(path, outcome.problems));
}
