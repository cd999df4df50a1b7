import type { Json } from '../workspace/model.ts';
import { refuseWith } from './method.ts';

/** The arguments of a call, whether they came as a form (all text), as JSON or in the address. */
export interface Args {
  readonly all: Json;
  has(name: string): boolean;
  /** Empty where absent. */
  text(name: string): string;
  optional(name: string): string | undefined;
  flag(name: string): boolean;
  /** A whole number within bounds; otherwise invalid_arguments. */
  count(name: string, bounds: { least: number; most: number; usual: number }): number;
  /** A list, or its elements with commas between them. */
  list(name: string): string[];
  /** A JSON value, sent as itself or as text. `undefined` where absent; throws what `onBad` throws where it cannot be parsed. */
  json(name: string, onBad: () => never): unknown;
}

export function argsFrom(all: Json): Args {
  const present = (name: string) => all[name] !== undefined && all[name] !== null && all[name] !== '';
  const text = (name: string) => (present(name) ? String(all[name]) : '');
  return {
    all,
    has: present,
    text,
    optional: (name) => (present(name) ? String(all[name]) : undefined),
    flag: (name) => ['true', '1'].includes(text(name)),
    count: (name, bounds) => countFrom(name, text(name), bounds),
    list: (name) => listFrom(all[name]),
    json: (name, onBad) => (present(name) ? jsonFrom(all[name], onBad) : undefined),
  };
}

function countFrom(name: string, text: string, bounds: { least: number; most: number; usual: number }): number {
  if (text === '') return bounds.usual;
  const number = Number(text);
  if (!Number.isInteger(number)) return refuseWith('invalid_arguments', [`must be an integer [json-pointer:/${name}]`]);
  if (number < bounds.least)
    return refuseWith('invalid_arguments', [`must be at least ${bounds.least} [json-pointer:/${name}]`]);
  return Math.min(number, bounds.most);
}

function listFrom(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (value === undefined || value === null) return [];
  return String(value)
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function jsonFrom(value: unknown, onBad: () => never): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return onBad();
  }
}
