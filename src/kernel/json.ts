/** What a text says as JSON; undefined where it is none, as when a form comes back that an older version of us has sent. */
export function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
