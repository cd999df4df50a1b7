import htm from 'htm';
import { h } from 'preact';

/** JSX without a build step. Whatever is interpolated is text, never markup. */
export const html = htm.bind(h);

/** Class names that hold. */
export const cls = (...names) => names.filter(Boolean).join(' ');
