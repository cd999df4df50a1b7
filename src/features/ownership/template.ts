import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { Organisation, PersonRef } from './domain.ts';
import { organisationFrom } from './org-file.ts';

const TEMPLATE = new URL('./template.yml', import.meta.url);

interface Template {
  readonly departments: readonly { readonly key: string; readonly name: string; readonly purpose: string }[];
  readonly topics: readonly object[];
}

interface Beginning {
  readonly company: string;
  /** IANA zone. */
  readonly timezone: string;
  /** Answers for everything until somebody else is named. */
  readonly lead: PersonRef;
  /** Names of channels there are, without #. */
  readonly channels: ReadonlySet<string>;
}

/** What a company begins with that has not described itself: ready to edit, and whoever leads answers for all of it. */
export function templateOrganisation({ company, timezone, lead, channels }: Beginning): Organisation {
  const { departments, topics }: Template = parse(readFileSync(TEMPLATE, 'utf8'));
  const file = {
    company: { name: company.trim().slice(0, 80) || 'Our company', timezone },
    roles: { cx_lead: lead, interim: true },
    departments: departments.map(({ key, name, purpose }) => ({
      ...{ key, name, purpose },
      channel: channels.has(key) ? `#${key}` : undefined,
      ...{ head: lead, interim: true },
    })),
    topics,
  };
  const outcome = organisationFrom(stringify(file));
  if (!outcome.ok) throw new Error(`The template contradicts itself: ${outcome.problems[0]?.where}`);
  return outcome.organisation;
}
