import { isObject } from '../block-kit/check.ts';
import { FORMS } from '../block-kit/spec.ts';
import { stateKey } from '../workspace/element-state.ts';
import type { Block, Json, StateValues } from '../workspace/model.ts';

/** What Slack's own client checks before a modal is sent: by block_id, what to say. */
export function inputErrors(blocks: readonly Block[], state: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || !isObject(block.element)) continue;
    const error = errorOf(block, block.element, state);
    if (error) errors[String(block.block_id)] = error;
  }
  return errors;
}

function errorOf(block: Block, element: Json, state: StateValues): string | undefined {
  const value = state[String(block.block_id)]?.[String(element.action_id)]?.[stateKey(element) ?? ''];
  const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) return block.optional === true ? undefined : 'Please complete this required field.';
  if (Array.isArray(value)) return listError(element, value);
  return typeof value === 'string' ? textError(element, value) : undefined;
}

function listError({ max_selected_items: most }: Json, value: readonly unknown[]): string | undefined {
  return typeof most === 'number' && value.length > most ? `Please select at most ${most} items.` : undefined;
}

function textError(element: Json, value: string): string | undefined {
  switch (element.type) {
    case 'plain_text_input':
      return lengthError(element, value);
    case 'number_input':
      return numberError(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return FORMS['http url'].test(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

function lengthError({ min_length: least = 0, max_length: most = 3000 }: Json, value: string): string | undefined {
  if (value.length < Number(least)) return `Must be at least ${least} characters.`;
  return value.length > Number(most) ? `Must be at most ${most} characters.` : undefined;
}

function numberError({ is_decimal_allowed: decimal, min_value: least, max_value: most }: Json, value: string) {
  if (!FORMS.number.test(value)) return 'Please enter a number.';
  if (decimal !== true && value.includes('.')) return 'Please enter a whole number.';
  if (least !== undefined && Number(value) < Number(least)) return `Must be at least ${least}.`;
  return most !== undefined && Number(value) > Number(most) ? `Must be at most ${most}.` : undefined;
}
