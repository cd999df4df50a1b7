import type { Happening, Json } from '../workspace/model.ts';

/** An event as Slack would send it; `name` is what an app subscribes to. */
export interface SlackEvent {
  readonly name: string;
  readonly event: Json;
}

export type Of<K extends Happening['type']> = Extract<Happening, { type: K }>;
