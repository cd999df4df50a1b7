import { z } from 'zod';

const Option = z.object({ value: z.string().optional() }).nullish();

const Element = z.looseObject({
  value: z.string().nullish(),
  selected_option: Option,
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_channel: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

const State = z.object({ values: z.record(z.string(), z.record(z.string(), Element)) });

/** What was filled in, by field: an input's `block_id` and `action_id` are both the field's name. Several that are chosen in one stand one after the other, parted by spaces; blank is undefined. */
export function valuesOf(state: unknown): Record<string, string | undefined> {
  const parsed = State.safeParse(state);
  if (!parsed.success) return {};
  const fields = Object.values(parsed.data.values).flatMap((block) => Object.entries(block));
  return Object.fromEntries(fields.map(([field, element]) => [field, filledIn(element)]));
}

function filledIn(element: z.output<typeof Element>): string | undefined {
  const { value, selected_option, selected_date, selected_time, selected_user, ...where } = element;
  const channel = where.selected_channel ?? where.selected_conversation;
  const several = where.selected_options?.map((option) => option.value).join(' ');
  const chosen =
    value ?? selected_option?.value ?? selected_date ?? selected_time ?? selected_user ?? channel ?? several;
  return chosen?.trim() || undefined;
}
