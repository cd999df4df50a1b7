/** What to do after a failure: `restMs` until the next attempt. */
export interface Failure {
  readonly error: unknown;
  readonly failures: number;
  readonly restMs: number;
}

interface Options {
  readonly firstRestMs: number;
  readonly failed: (failure: Failure) => void;
}

const LONGEST_REST = 30_000;

/**
 * Runs one piece of work, never twice at a time. A wake while it runs makes it run once more; wakes of the same turn of
 * the event loop are one. After a failure it rests, doubling up to 30 s, and then runs again by itself.
 */
export class Runner {
  readonly #work: () => Promise<unknown>;
  readonly #options: Options;
  #asked = false;
  #running = false;
  #resting: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(work: () => Promise<unknown>, options: Options) {
    this.#work = work;
    this.#options = options;
  }

  wake(): void {
    this.#asked = true;
    this.#startIfFree();
  }

  /** A runner that rests after a failure is not busy: nobody waits half a minute for it. */
  get busy(): boolean {
    return this.#running;
  }

  async idle(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Lets the run in progress finish; nothing runs after it. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#resting);
    await this.idle();
  }

  #startIfFree(): void {
    if (this.#running || this.#resting || this.#closed) return;
    this.#running = true;
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    this.#asked = false;
    try {
      if (!this.#closed) await this.#work();
      this.#failures = 0;
    } catch (error) {
      this.#rest(error);
    }
    this.#running = false;
    if (this.#asked) this.#startIfFree();
    if (!this.#running) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #rest(error: unknown): void {
    this.#failures += 1;
    const restMs = Math.min(LONGEST_REST, this.#options.firstRestMs * 2 ** (this.#failures - 1));
    this.#options.failed({ error, failures: this.#failures, restMs });
    if (this.#closed) return;
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.wake();
    }, restMs);
    this.#resting.unref();
  }
}
