import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMON_ERRORS, type Method } from '../../sandbox/api/method.ts';
import { METHODS } from '../../sandbox/api/methods.ts';

interface Documented {
  readonly rate: string;
  readonly required: readonly string[];
  readonly bot_scopes: readonly string[] | null;
  readonly errors: readonly string[];
}

/** What Slack documents of its methods, where it lies beside the project. */
const FILE = new URL('../../../shared/slack/methods.json', import.meta.url);
const documented: Readonly<Record<string, Documented>> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
const both = Object.entries(METHODS).filter(([name]) => documented[name]);

/** Met in the wild and written of by Slack elsewhere, though not in the list of the method. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {};

const TIERS: Readonly<Record<string, Method['tier']>> = {
  '1+/min': 1,
  '20+/min': 2,
  '50+/min': 3,
  '100+/min': 4,
  special: 'special',
};

const asDocumented = () => {
  test.each(both)('%s answers only errors that Slack lists', (name, { errors }) => {
    const listed = new Set([...(documented[name]?.errors ?? []), ...COMMON_ERRORS, ...(UNLISTED[name] ?? [])]);
    expect(errors.filter((error) => !listed.has(error))).toEqual([]);
  });

  test.each(both)('%s is called as often as Slack lets it', (name, { tier }) => {
    expect(tier).toBe(TIERS[documented[name]?.rate ?? '']);
  });

  test.each(both)('%s demands what Slack demands', (name, { required }) => {
    expect([...(documented[name]?.required ?? [])].filter((each) => !required.includes(each))).toEqual([]);
  });

  test.each(both)('%s asks for a scope that grants it', (name, { scopes }) => {
    const granting = documented[name]?.bot_scopes;
    if (granting) expect(scopes.filter((scope) => !granting.includes(scope))).toEqual([]);
  });
};

/** Methods of that file which the sandbox does not know, each with why. */
const UNKNOWN: Readonly<Record<string, string>> = {};

const knowsAll = () =>
  test.each(Object.keys(documented))('%s is known, or it is said why not', (name) => {
    expect([name in METHODS, name in UNKNOWN]).toEqual([!(name in UNKNOWN), !(name in METHODS)]);
  });

// Elsewhere there is nothing to compare with, and the table below is all there is.
if (both.length > 0) {
  describe('as documented:', asDocumented);
  describe('of the methods that Slack documents', knowsAll);
}

test('every method of the table has a tier, a list of errors and what it requires', () => {
  for (const [name, method] of Object.entries(METHODS)) {
    expect([name, typeof method.handle]).toEqual([name, 'function']);
    expect([1, 2, 3, 4, 'special']).toContain(method.tier);
  }
});
