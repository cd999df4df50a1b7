import { world } from './main.ts';
import type { Sandbox } from './sandbox.ts';
import { openSandbox, type StartOptions } from './start.ts';

export { createClock } from './clock.ts';
export type { Fault } from './faults.ts';
export type { Sandbox } from './sandbox.ts';
export { readSeed, type Seed } from './seed.ts';
export { nextWorkingDay } from './working-day.ts';

export type SandboxOptions = Omit<StartOptions, 'random' | 'realNow'> &
  Partial<Pick<StartOptions, 'random' | 'realNow'>>;

/** A Slack workspace on this machine, on any free port unless one is given. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> =>
  await openSandbox({ ...options, random: options.random ?? world.random, realNow: options.realNow ?? world.realNow });
