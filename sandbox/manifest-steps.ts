import { z } from 'zod';
import type { Json } from './workspace/model.ts';

/** A step that the app offers for workflows: `functions` in its manifest. */
export interface CustomStep {
  readonly callback_id: string;
  readonly title: string;
  readonly description: string;
  readonly inputs: readonly Parameter[];
  readonly outputs: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly is_required: boolean;
}

const parameter = z.object({
  type: z.string(),
  title: z.string().optional(),
  is_required: z.boolean().default(false),
});

/** Slack takes both: the parameters themselves, or JSON-schema-like `properties` and `required`. */
const parameters = z
  .union([
    z.strictObject({ properties: z.record(z.string(), parameter), required: z.array(z.string()).default([]) }),
    z.record(z.string(), parameter),
  ])
  .transform((written): Parameter[] => {
    const { properties, required } = isSchema(written) ? written : { properties: written, required: [] };
    return Object.entries(properties).map(([name, { type, title = name, is_required }]) => ({
      name,
      type,
      title,
      is_required: is_required || required.includes(name),
    }));
  });

type Plain = Record<string, z.infer<typeof parameter>>;

const isSchema = (written: object): written is { properties: Plain; required: string[] } =>
  'properties' in written && 'required' in written;

export const stepsSchema = z
  .record(
    z.string().min(1).max(100),
    z.object({
      title: z.string().min(1),
      description: z.string().default(''),
      input_parameters: parameters,
      output_parameters: parameters,
    }),
  )
  .transform((steps): CustomStep[] =>
    Object.entries(steps).map(([callback_id, { title, description, input_parameters, output_parameters }]) => ({
      callback_id,
      title,
      description,
      inputs: input_parameters,
      outputs: output_parameters,
    })),
  );

/** What is wrong with the values; undefined: nothing. */
export function parameterMistake(wanted: readonly Parameter[], values: Json): string | undefined {
  const stranger = Object.keys(values).find((name) => !wanted.some((each) => each.name === name));
  if (stranger !== undefined) return `there is no parameter ${stranger}`;
  return wanted.map((each) => mistakeIn(each, values[each.name])).find((mistake) => mistake !== undefined);
}

function mistakeIn({ name, type, is_required }: Parameter, value: unknown): string | undefined {
  const absent = value === undefined || value === null;
  if (absent) return is_required ? `${name} is required` : undefined;
  return fits(type, value) ? undefined : `${name} is no ${type}`;
}

/** Types of Slack's own, as slack#/types/user_id, are texts where they are not objects. */
function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'boolean':
    case 'string':
      return typeof value === type;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return ['string', 'object', 'number'].includes(typeof value);
  }
}

export const stepJson = (step: CustomStep, appId: string): Json => ({
  id: `Fn0${step.callback_id.toUpperCase().replace(/[^A-Z0-9]/g, '')}`,
  callback_id: step.callback_id,
  title: step.title,
  description: step.description,
  type: 'app',
  input_parameters: step.inputs,
  output_parameters: step.outputs,
  app_id: appId,
  date_created: 0,
  date_updated: 0,
  date_deleted: 0,
});
