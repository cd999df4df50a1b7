import type { Command } from './command.ts';
export const doctor: Command = { name: 'doctor', usage: 'doctor', help: 'what is missing', run: async () => undefined };
