import '../bin/memory-saver.mjs';

const { start } = await import('../src/commands/start.ts');
const { world } = await import('../src/main.ts');

/** The bot as `loopkeeper start` starts it, but on a Monday morning: what it says and when does not depend on when the bench is run. */
const ahead = Number(process.env.BENCH_AHEAD);

process.on('disconnect', () => process.exit(0));
await start.run([], { ...world, real: () => Math.floor(Date.now() + ahead) });
