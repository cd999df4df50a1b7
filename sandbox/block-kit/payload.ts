import type { Block, Json } from '../workspace/model.ts';
import {
  BLOCKS,
  BLOCKS_MOST,
  BLOCKS_TEXT_MOST,
  MARKDOWN_MOST,
  type Surface,
  VIEW_BYTES_MOST,
  VIEWS,
} from './blocks.ts';
import { checkShape, checkSpec, isObject, type Problem } from './check.ts';

const MESSAGE = {
  is: 'list',
  of: { is: 'one', of: () => BLOCKS.message },
  min: 0,
  max: BLOCKS_MOST.message,
} as const;

/** Everything that Slack would say of the blocks of a message; nothing when it would take them. */
export function messageProblems(blocks: unknown, pointer = '/blocks'): Problem[] {
  const found = checkSpec(MESSAGE, blocks, pointer);
  return Array.isArray(blocks)
    ? [...found, ...twice(blocks, pointer), ...tooMany(blocks.filter(isObject), pointer)]
    : found;
}

function tooMany(blocks: readonly Json[], pointer: string): Problem[] {
  const ofType = (type: string) => blocks.filter((block) => block.type === type);
  const markdown = ofType('markdown').reduce((sum, block) => sum + String(block.text).length, 0);
  const problems: Problem[] = [];
  if (ofType('markdown').length > 1 && markdown > MARKDOWN_MOST) {
    problems.push({ pointer, message: `markdown blocks must be less than ${MARKDOWN_MOST + 1} characters in total` });
  }
  if (ofType('table').length > 1) problems.push({ pointer, message: 'only one table block is allowed' });
  return problems;
}

/** All text in the blocks together is more than Slack takes: msg_blocks_too_long. */
export const isTooMuchText = (blocks: readonly Block[]): boolean => textLength(blocks) > BLOCKS_TEXT_MOST;

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + textLength(each), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return Object.values(value).reduce((sum: number, each) => sum + textLength(each), own);
}

export const isTooLargeView = (view: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(view) ?? '') > VIEW_BYTES_MOST;

/** Everything that Slack would say of a modal or a home tab. */
export function viewProblems(view: unknown, kinds: readonly ('modal' | 'home')[]): Problem[] {
  if (!isObject(view)) return [{ pointer: '/view', message: 'must provide an object' }];
  const kind = kinds.find((each) => view.type === each);
  if (!kind) return [{ pointer: '/view/type', message: `must be one of: ${kinds.join(', ')}` }];
  const { type: _type, ...rest } = view;
  const blocks = Array.isArray(view.blocks) ? problemsOfViewBlocks(view, view.blocks, kind) : [];
  return [...checkShape(VIEWS[kind], rest, '/view'), ...blocks];
}

function problemsOfViewBlocks(view: Json, blocks: readonly unknown[], kind: Surface): Problem[] {
  const problems = twice(blocks, '/view/blocks');
  const inputs = blocks.some((block) => isObject(block) && block.type === 'input');
  if (kind === 'modal' && inputs && !view.submit) {
    problems.push({ pointer: '/view', message: 'missing required field: submit' });
  }
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  if (focused.length > 1) {
    problems.push({ pointer: '/view/blocks', message: 'only one element can have focus_on_load' });
  }
  return problems;
}

/** block_id is unique in its message or view, action_id in its block. */
function twice(blocks: readonly unknown[], pointer: string): Problem[] {
  const ids = blocks.map((block) => (isObject(block) ? block.block_id : undefined));
  return [
    ...repeated(ids, 'block_id', (index) => `${pointer}/${index}/block_id`),
    ...blocks.flatMap((block, index) =>
      repeated(
        elementsOf(block).map((element) => element.action_id),
        'action_id',
        () => `${pointer}/${index}`,
      ),
    ),
  ];
}

function repeated(ids: readonly unknown[], name: string, pointer: (index: number) => string): Problem[] {
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [{ pointer: pointer(index), message: `\`${name}\` already exists: ${id}` }]
      : [],
  );
}

/** The elements that stand directly in a block. */
export function elementsOf(block: unknown): Json[] {
  if (!isObject(block)) return [];
  const several = block.type === 'rich_text' ? [] : block.elements;
  return [several, block.accessory, block.element].flat().filter(isObject);
}

/** As Slack writes them in `response_metadata.messages`. */
export const said = (problems: readonly Problem[]): string[] =>
  problems.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`);

const WITH_ELEMENTS = ['input', 'section', 'actions', 'context_actions'];

/** Blocks as Slack stores them: each with a block_id, each interactive element with an action_id. */
export function named(blocks: readonly Block[], nextId: () => string): Block[] {
  return blocks.map((block) => {
    const withId = { ...block, block_id: block.block_id ?? nextId() };
    return WITH_ELEMENTS.includes(block.type) ? withActionIds(withId, nextId) : withId;
  });
}

function withActionIds(block: Block, nextId: () => string): Block {
  const name = (element: unknown) =>
    isObject(element) && element.type !== 'image' && element.action_id === undefined
      ? { ...element, action_id: nextId() }
      : element;
  const { elements, element, accessory } = block;
  return {
    ...block,
    ...(Array.isArray(elements) ? { elements: elements.map(name) } : {}),
    ...(element === undefined ? {} : { element: name(element) }),
    ...(accessory === undefined ? {} : { accessory: name(accessory) }),
  };
}
