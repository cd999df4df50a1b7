import { spawn } from 'node:child_process';

/** Runs a script with another Node in our place: whoever stops us means it, and it ends as we end. */
export function handOver(node, script, args) {
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  // A terminal's Ctrl-C reaches both, and a second one would end the bot at once.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('exit', (status, signal) => process.exit(signal ? 1 : (status ?? 1)));
}
