import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Seed } from '../../sandbox/seed.ts';

/** A small company: nine to five in Helsinki without holidays, so that a test can count hours on its fingers. */
export const ORG = `
company: { name: Acme, timezone: Europe/Helsinki, hours: 'Mon-Fri 09:00-17:00' }
roles: { cx_lead: lea@acme.test, executive_sponsor: eve@acme.test }
departments:
  - { key: support, name: Support, channel: '#support', head: sam@acme.test, members: [sam@acme.test, lea@acme.test] }
  - { key: finance, name: Finance, channel: '#finance', head: fay@acme.test, members: [fay@acme.test, ann@acme.test, bob@acme.test] }
  - { key: product, name: Product, channel: '#product', head: pat@acme.test, members: [pat@acme.test, dan@acme.test] }
topics:
  - { key: double-charges, name: Double charges, department: finance, stage: pay, owner: ann@acme.test, backup: bob@acme.test, words: [charged twice, invoice] }
  - { key: app, name: The app, department: product, stage: use, owner: dan@acme.test, words: [app, crash] }
`;

const zone = 'Europe/Helsinki';
const member = (name: string, real_name: string) => ({ name, real_name, email: `${name}@acme.test`, tz: zone });

/** Everybody of that company, and a guest, in Slack. */
export const seed = (): Seed => ({
  team: { name: 'Acme' },
  users: [
    member('ann', 'Ann Aalto'),
    member('bob', 'Bob Berg'),
    member('dan', 'Dan Dahl'),
    member('eve', 'Eve Ek'),
    member('fay', 'Fay Frost'),
    member('lea', 'Lea Lind'),
    member('pat', 'Pat Palm'),
    member('sam', 'Sam Salo'),
    member('joe', 'Joe Jansson'),
    { ...member('gus', 'Gus Guest'), is_restricted: true },
  ],
  channels: ['support', 'finance', 'product', 'general'].map((name) => ({ name, members: 'all' as const })),
  manifest: parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')),
});
