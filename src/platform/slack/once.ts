const REMEMBERED = 1000;

/** Does once what is delivered more than once: a second delivery waits for the first, is told that it was done, and does nothing. */
export type Once = (id: string, doing: () => Promise<void>, done: () => Promise<void>) => Promise<void>;

/** Of the last interactions only: a copy comes at once or within minutes, or never. */
export function createOnce(): Once {
  const recent = new Map<string, Promise<void>>();
  return async (id, doing, done) => {
    const first = recent.get(id);
    if (first !== undefined) return first.then(done);
    const running = doing();
    recent.set(id, running);
    for (const oldest of recent.keys()) {
      if (recent.size <= REMEMBERED) break;
      recent.delete(oldest);
    }
    await running;
  };
}
