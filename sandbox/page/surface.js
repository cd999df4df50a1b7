import { createContext } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { act, confirmed } from './actions.js';
import { chosenIn, initialOf } from './chosen.js';
import { html } from './html.js';

/** @import { Block, Blocks, Children, Chosen, Element, Errors, Inputs, Place, SetTyped, StateValues, SurfaceTools } from './types.ts' */

/** Where blocks stand: a message or a view, with what is typed in its inputs. */
const SurfaceContext = createContext(/** @type {SurfaceTools} */ ({}));
export const useSurface = () => useContext(SurfaceContext);

/**
 * Holds what is typed in the inputs of a message or view. `version` changes when the app sent it anew: what was typed in
 * an element that is still there is kept.
 */
/**
 * @param {Blocks} blocks
 * @param {StateValues | undefined} values
 * @param {string | undefined} version
 */
export function useTyped(blocks, values, version) {
  const [mine, setMine] = useState(/** @type {Inputs} */ ({}));
  const typed = useMemo(() => ({ ...fromApp(blocks, values), ...kept(blocks, mine) }), [blocks, values, version, mine]);
  /** @type {SetTyped} */
  const setTyped = (block, action, chosen) => setMine((old) => ({ ...old, [`${block}\n${action}`]: chosen }));
  return /** @type {const} */ ([typed, setTyped]);
}

/** @param {{ place: Place, typed: Inputs, setTyped: SetTyped, errors?: Errors, children: Children }} props */
export function Surface({ place, typed, setTyped, errors = {}, children }) {
  /** @type {SurfaceTools} */
  const surface = {
    place,
    errors,
    chosenAt: (block, action) => typed[`${block}\n${action}`] ?? null,
    setTyped,
    typed: () => byBlock(typed),
    /** Uses an element: tells the app, after asking where the element wants that. */
    async use(block, element, chosen, started) {
      if (!(await confirmed(element.confirm))) return undefined;
      started?.();
      const where = { at: place, block_id: block, action_id: element.action_id };
      return act({ act: 'click', ...where, ...(chosen !== undefined && { chosen }), typed: byBlock(typed) });
    },
    suggest: (block, element, query) =>
      act({ act: 'suggest', at: place, block_id: block, action_id: element.action_id, query, typed: byBlock(typed) }),
  };
  return html`<${SurfaceContext.Provider} value=${surface}>${children}</${SurfaceContext.Provider}>`;
}

/** @returns {{ block: Block, element: Element }[]} */
export function elementsOf(/** @type {Blocks} */ blocks) {
  return /** @type {readonly Block[]} */ (blocks).flatMap((block) =>
    inBlock(block).map((element) => ({ block, element })),
  );
}

function inBlock(/** @type {Block} */ { elements, element, accessory }) {
  const single = element ?? accessory;
  return elements ?? (single ? [single] : []);
}

/** @type {(blocks: Blocks, values?: StateValues) => Inputs} */
function fromApp(blocks, values = {}) {
  /** @type {Record<string, Chosen>} */
  const found = {};
  for (const { block, element } of elementsOf(blocks)) {
    const state = values[block.block_id]?.[element.action_id];
    const chosen = state ? chosenIn(state) : initialOf(element);
    if (chosen !== null) found[`${block.block_id}\n${element.action_id}`] = chosen;
  }
  return found;
}

function kept(/** @type {Blocks} */ blocks, /** @type {Inputs} */ mine) {
  const still = new Set(elementsOf(blocks).map(({ block, element }) => `${block.block_id}\n${element.action_id}`));
  return Object.fromEntries(Object.entries(mine).filter(([key]) => still.has(key)));
}

function byBlock(/** @type {Inputs} */ typed) {
  /** @type {Record<string, Record<string, Chosen>>} */
  const blocks = {};
  for (const [key, chosen] of Object.entries(typed)) {
    const [block = '', action = ''] = key.split('\n');
    blocks[block] = { ...blocks[block], [action]: chosen };
  }
  return blocks;
}
