import { isObject, optionsOf } from '../block-kit/check.ts';
import { elementsOf } from '../block-kit/payload.ts';
import { FORMS } from '../block-kit/spec.ts';
import { stateKey } from '../workspace/element-state.ts';
import type { Block, Json, StateValues } from '../workspace/model.ts';
import { findChannel, findUser, type Workspace } from '../workspace/workspace.ts';
import { ActError, type Desk, type Surface } from './desk.ts';

/** See page-api.ts. */
export type Chosen = string | readonly string[] | null;
export type Typed = Readonly<Record<string, Readonly<Record<string, Chosen>>>>;

export interface Found {
  readonly block: Block;
  readonly element: Json;
}

export function findElement({ blocks }: Surface, blockId: string, actionId: string): Found {
  for (const block of blocks) {
    const element = elementsOf(block).find((each) => each.action_id === actionId);
    if (block.block_id === blockId && element) return { block, element };
  }
  throw new ActError('element_not_found', `no ${actionId} in the block ${blockId}`);
}

/** The state of all inputs once `typed` stands in them. */
export function withTyped(desk: Desk, surface: Surface, typed: Typed): StateValues {
  const state: Record<string, Record<string, Json>> = { ...surface.state };
  for (const [blockId, actions] of Object.entries(typed)) {
    for (const [actionId, chosen] of Object.entries(actions)) {
      const { element } = findElement(surface, blockId, actionId);
      const chose = chosenState(desk, surface, element, chosen);
      if (chose) state[blockId] = { ...state[blockId], [actionId]: chose };
    }
  }
  return state;
}

/** As Slack reports it. Undefined for an element that keeps nothing. */
export function chosenState(desk: Desk, surface: Surface, element: Json, chosen: Chosen): Json | undefined {
  const key = stateKey(element);
  if (!key) return undefined;
  const type = String(element.type);
  if (key.endsWith('s')) {
    const list = chosen === null ? [] : [chosen].flat();
    return { type, [key]: list.map((each) => chosenOne(desk, surface, element, each)) };
  }
  const one = Array.isArray(chosen) ? chosen[0] : chosen;
  const empty = one === null || one === undefined || one === '';
  return { type, [key]: empty ? null : chosenOne(desk, surface, element, String(one)) };
}

const TYPED_TEXT = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'];

function chosenOne(desk: Desk, surface: Surface, element: Json, chosen: string): unknown {
  const type = String(element.type);
  const { workspace } = desk.slack;
  if (TYPED_TEXT.includes(type)) return chosen;
  if (type.includes('users_select')) return userId(workspace, chosen);
  if (type.includes('conversations_select') || type.includes('channels_select')) return channelId(workspace, chosen);
  if (type === 'datepicker') return formed('date', chosen);
  if (type === 'timepicker') return formed('time', chosen);
  if (type === 'datetimepicker') return seconds(chosen);
  if (type === 'rich_text_input') return richText(chosen);
  return optionOf(offered(desk, surface, element), chosen);
}

function userId(workspace: Workspace, who: string): string {
  const user = findUser(workspace, who);
  if (!user) throw new ActError('invalid_input', `nobody is called ${who}`);
  return user.id;
}

function channelId(workspace: Workspace, which: string): string {
  const channel = findChannel(workspace, which);
  if (channel) return channel.id;
  return userId(workspace, which);
}

function formed(form: 'date' | 'time', text: string): string {
  if (!FORMS[form].test(text)) throw new ActError('invalid_input', `"${text}" is no ${form}`);
  return text;
}

function seconds(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new ActError('invalid_input', `"${text}" are no unix seconds`);
  return number;
}

const richText = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

export const offerKey = (surface: Surface, element: Json) => `${surface.key} ${element.action_id}`;

const offered = (desk: Desk, surface: Surface, element: Json): readonly Json[] =>
  String(element.type).includes('external')
    ? [...(desk.offers.get(offerKey(surface, element)) ?? []), ...initialOptions(element)]
    : optionsOf(element);

const initialOptions = (element: Json) => [element.initial_option ?? element.initial_options].flat().filter(isObject);

/** By its value, else by the text one reads. */
function optionOf(options: readonly Json[], chosen: string): Json {
  const text = (option: Json) => (isObject(option.text) ? option.text.text : undefined);
  const found = options.find(({ value }) => value === chosen) ?? options.find((option) => text(option) === chosen);
  if (found) return found;
  const there = options.map((option) => `${option.value} (${text(option)})`).join(', ');
  throw new ActError('invalid_input', `there is no option "${chosen}"; there is: ${there || 'none'}`);
}

/** The entry of `actions` in block_actions. */
export function actionJson(desk: Desk, surface: Surface, found: Found, chosen: Chosen, ts: string): Json {
  const { block, element } = found;
  const { text, value, style } = element;
  const own = stateKey(element)
    ? surface.state[String(block.block_id)]?.[String(element.action_id)]
    : overflowChoice(desk, surface, element, chosen);
  const shown = element.type === 'button' ? { text, value, style } : {};
  return {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    ...Object.fromEntries(Object.entries(shown).filter(([, each]) => each !== undefined)),
    ...own,
    action_ts: ts,
  };
}

function overflowChoice(desk: Desk, surface: Surface, element: Json, chosen: Chosen): Json {
  if (element.type !== 'overflow') return {};
  if (typeof chosen !== 'string') throw new ActError('invalid_input', 'an overflow needs one choice');
  return { selected_option: optionOf(offered(desk, surface, element), chosen) };
}
