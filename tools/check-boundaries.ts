import { spawnSync } from 'node:child_process';

/** Says which module imports what it may not. Fails too when nothing was looked at, as with a compiler that the checker cannot read. */
const ROOTS = ['src', 'migrations', 'sandbox', 'test', 'bench'];
const LEAST_MODULES = 100;

const { stdout, stderr, status } = spawnSync('depcruise', ['--output-type', 'err-long', ...ROOTS], {
  encoding: 'utf8',
});
const modules = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0);
console.log(stdout.trim() || stderr.trim());
if (modules < LEAST_MODULES) console.error(`Only ${modules} modules were looked at: the check itself is broken.`);
process.exit(status === 0 && modules >= LEAST_MODULES ? 0 : 1);
