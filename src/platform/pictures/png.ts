import { fileURLToPath } from 'node:url';
import type { Drawing } from './svg.ts';

/** The only font there is in a picture: a machine without fonts draws the same. */
export const FONT = 'DejaVu Sans';

const fontFiles = [
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
].map((url) => fileURLToPath(url));

/** A drawing as PNG, the same bytes for the same drawing. Throws where it is no SVG, or where this machine has no build of resvg. */
export async function pngFrom({ svg }: Drawing): Promise<Uint8Array> {
  // Read when the first picture is drawn: who never asks for one pays nothing, and a machine that cannot draw still starts.
  const { renderAsync } = await import('@resvg/resvg-js');
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT };
  return (await renderAsync(svg, { font, logLevel: 'off' })).asPng();
}
