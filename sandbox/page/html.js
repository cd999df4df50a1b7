import htm from 'htm';
import { h } from 'preact';
import { useRef } from 'preact/hooks';
/** @import { Ref } from './types.ts' */

/** JSX without a build step. Whatever is interpolated is text, never markup. */
export const html = htm.bind(h);

/**
 * An element of what is drawn: there as soon as it is.
 * @template {HTMLElement} Kind
 * @returns {Ref<Kind>}
 */
export function useElement() {
  return /** @type {Ref<Kind>} */ (useRef(/** @type {Kind | undefined} */ (undefined)));
}

/** Class names that hold. */
export const cls = (/** @type {unknown[]} */ ...names) => names.filter(Boolean).join(' ');
