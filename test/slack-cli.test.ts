import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = new URL('..', import.meta.url).pathname;

const Hooks = z.object({
  hooks: z.record(z.string(), z.string()),
  config: z.object({
    watch: z.object({
      app: z.object({ paths: z.array(z.string()) }),
      manifest: z.object({ paths: z.array(z.string()) }),
    }),
  }),
});

const said = (command: string) => execSync(command, { cwd: ROOT, encoding: 'utf8' });
const ours = Hooks.parse(JSON.parse(readFileSync(`${ROOT}.slack/hooks.json`, 'utf8')));

/** What Slack's command line works with: the hooks of its package, ours before them. */
function merged() {
  const theirs = Hooks.parse(JSON.parse(said(ours.hooks['get-hooks'] ?? '')));
  return { ...theirs.hooks, ...ours.hooks };
}

test("Slack's command line finds a hook for all that it does with an app", () => {
  expect(Object.keys(merged()).toSorted()).toEqual(['check-update', 'doctor', 'get-hooks', 'get-manifest', 'start']);
});

test('it gets the manifest of manifest.yml as JSON, between the boundaries that it names', () => {
  const answer = said(`${ours.hooks['get-manifest']} --protocol=message-boundaries --boundary=edge`);
  const [before, json, after] = answer.split('edge');
  expect([before, after]).toEqual(['', '\n']);
  expect(JSON.parse(json ?? '')).toEqual(parse(readFileSync(`${ROOT}manifest.yml`, 'utf8')));
  expect(JSON.parse(said(ours.hooks['get-manifest'] ?? ''))).toEqual(JSON.parse(json ?? ''));
});

test('it starts what npm start starts, and watches what there is', () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  expect(ours.hooks.start).toBe(scripts.start);
  expect(ours.config.watch.app.paths).toEqual(['src']);
  expect(ours.config.watch.manifest.paths).toEqual(['manifest.yml']);
});
