import type { Json } from '../workspace/model.ts';
import { FORMS, type Rule, type Shape, type Spec } from './spec.ts';

/** A place as a JSON pointer, and what Slack would say of it. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

type Of<K extends Spec['is']> = Extract<Spec, { is: K }>;

const FINE: Problem[] = [];
const wrong = (pointer: string, message: string): Problem[] => [{ pointer, message }];
const wrongIf = (bad: boolean, pointer: string, message: string) => (bad ? wrong(pointer, message) : FINE);

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isGiven = (value: unknown) => value !== undefined && value !== null;

export function checkSpec(spec: Spec, value: unknown, at: string): Problem[] {
  switch (spec.is) {
    case 'text':
      return checkText(spec, value, at);
    case 'string':
      return checkString(spec, value, at);
    case 'list':
      return checkList(spec, value, at);
    case 'object':
      return checkShape(spec.shape, value, at);
    case 'one':
      return checkOne(spec.of(), value, at);
    case 'integer':
      return checkInteger(spec, value, at);
    case 'enum':
      return wrongIf(!spec.of.some((each) => each === value), at, `must be one of: ${spec.of.join(', ')}`);
    default:
      return wrongIf(typeof value !== spec.is, at, `must be a ${spec.is}`);
  }
}

function checkInteger({ min, max }: Of<'integer'>, value: unknown, at: string): Problem[] {
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrong(at, 'must be an integer');
  if (value < min) return wrong(at, `must be greater than ${min - 1}`);
  return wrongIf(value > max, at, `must be less than ${max + 1}`);
}

function checkLength(value: string, { min, max }: { min: number; max: number }, at: string): Problem[] {
  if (value.length < min) return wrong(at, `must be more than ${min - 1} characters`);
  return wrongIf(value.length > max, at, `must be less than ${max + 1} characters`);
}

function checkString(spec: Of<'string'>, value: unknown, at: string): Problem[] {
  if (typeof value !== 'string') return wrong(at, 'must be a string');
  const formless = spec.like !== undefined && value !== '' && !FORMS[spec.like].test(value);
  return [...checkLength(value, spec, at), ...wrongIf(formless, at, `must be a valid ${spec.like}`)];
}

const TEXT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  plain_text: ['type', 'text', 'emoji'],
  mrkdwn: ['type', 'text', 'verbatim'],
};

const TEXT_KINDS = { plain: ['plain_text'], any: ['plain_text', 'mrkdwn'] } as const;

function checkText({ kinds, max }: Of<'text'>, value: unknown, at: string): Problem[] {
  if (!isObject(value)) return wrong(at, 'must provide an object');
  const type = TEXT_KINDS[kinds].find((each) => each === value.type);
  if (!type) return wrong(`${at}/type`, `must be one of: ${TEXT_KINDS[kinds].join(', ')}`);
  if (typeof value.text !== 'string') return wrong(at, 'missing required field: text');
  const flag = type === 'plain_text' ? 'emoji' : 'verbatim';
  const noFlag = isGiven(value[flag]) && typeof value[flag] !== 'boolean';
  return [
    ...checkKeys(value, TEXT_FIELDS[type] ?? [], at),
    ...checkLength(value.text, { min: 1, max }, `${at}/text`),
    ...wrongIf(noFlag, `${at}/${flag}`, 'must be a boolean'),
  ];
}

function checkList({ of, min, max }: Of<'list'>, value: unknown, at: string): Problem[] {
  if (!Array.isArray(value)) return wrong(at, 'must be an array');
  return [
    ...wrongIf(value.length < min, at, `no fewer than ${min} items allowed`),
    ...wrongIf(value.length > max, at, `no more than ${max} items allowed`),
    ...value.slice(0, max).flatMap((each, index) => checkSpec(of, each, `${at}/${index}`)),
  ];
}

function checkOne(shapes: Readonly<Record<string, Shape>>, value: unknown, at: string): Problem[] {
  if (!isObject(value)) return wrong(at, 'must provide an object');
  if (value.type === undefined) return wrong(at, 'missing required field: type');
  const type = String(value.type);
  const known = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (!known) return wrong(`${at}/type`, `unsupported type: ${type}`);
  const { type: _type, ...rest } = value;
  return checkShape(known, rest, at);
}

export function checkShape({ required, fields, rules }: Shape, value: unknown, at: string): Problem[] {
  if (!isObject(value)) return wrong(at, 'must provide an object');
  return [
    ...checkKeys(value, Object.keys(fields), at),
    ...required.flatMap((name) => wrongIf(!isGiven(value[name]), at, `missing required field: ${name}`)),
    ...Object.entries(fields).flatMap(([name, spec]) =>
      isGiven(value[name]) ? checkSpec(spec, value[name], `${at}/${name}`) : FINE,
    ),
    ...rules.flatMap((rule) => checkRule(rule, value, at)),
  ];
}

const checkKeys = (value: Json, known: readonly string[], at: string): Problem[] =>
  Object.keys(value).flatMap((key) => wrongIf(!known.includes(key), at, `invalid additional property: ${key}`));

function checkRule(rule: Rule, value: Json, at: string): Problem[] {
  const count = (names: readonly string[]) => names.filter((name) => isGiven(value[name])).length;
  if ('exactlyOne' in rule) {
    return wrongIf(count(rule.exactlyOne) !== 1, at, `must have exactly one of: ${rule.exactlyOne.join(', ')}`);
  }
  if ('atLeastOne' in rule) {
    return wrongIf(count(rule.atLeastOne) === 0, at, `must have at least one of: ${rule.atLeastOne.join(', ')}`);
  }
  if ('amongOptions' in rule) return checkAmong(rule.amongOptions, value, at);
  const [low, high] = rule.ordered;
  return wrongIf(Number(value[low]) > Number(value[high]), at, `${low} must not be above ${high}`);
}

/** What is chosen at first must be one of the options, and the same in value and text. */
function checkAmong(field: string, element: Json, at: string): Problem[] {
  const known = new Set(optionsOf(element).map(essence));
  return [element[field] ?? []]
    .flat()
    .flatMap((option) => wrongIf(!known.has(essence(option)), `${at}/${field}`, 'must be one of the options'));
}

const essence = (option: unknown) =>
  isObject(option) ? JSON.stringify([option.value, isObject(option.text) ? option.text.text : '']) : '';

/** Of a select, a checkbox group and the like; those in groups too. */
export function optionsOf(element: Json): Json[] {
  const groups = [element.option_groups ?? []].flat().filter(isObject);
  return [element.options ?? [], ...groups.map((group) => group.options ?? [])].flat().filter(isObject);
}
