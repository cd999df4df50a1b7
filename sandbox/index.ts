import { world } from './main.ts';
import type { Sandbox } from './sandbox.ts';
import { openSandbox, type StartOptions } from './start.ts';

export type { Actor } from './actor/actor.ts';
export type { SubmitReply } from './actor/modal.ts';
export { createClock, type SandboxClock } from './clock.ts';
export type { Reply } from './delivery/transport.ts';
export type { Fault, Faults } from './faults.ts';
export type { Ledger, LedgerCall, LedgerDelivery, LedgerPost } from './ledger.ts';
export type { Limits } from './limits.ts';
export { startSandboxProcess } from './main.ts';
export type { Sandbox } from './sandbox.ts';
export { readSeed, type Seed } from './seed.ts';
export { nextWorkingDay } from './working-day.ts';
export type { Channel, Message, User, View } from './workspace/model.ts';

export type SandboxOptions = Omit<StartOptions, 'random' | 'realNow'> &
  Partial<Pick<StartOptions, 'random' | 'realNow'>>;

/** A Slack workspace on this machine, on any free port unless one is given. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> =>
  await openSandbox({ ...options, random: options.random ?? world.random, realNow: options.realNow ?? world.realNow });
