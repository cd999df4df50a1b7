import type { ComponentChildren as Children } from 'preact';

export interface BlockProps {
  readonly block: Block;
}

export interface ElementProps {
  readonly block: string;
  readonly element: Element;
}

export interface Words {
  readonly type?: string;
  readonly text: string;
}

export interface Confirmation {
  readonly title?: Words;
  readonly text: Words;
  readonly confirm?: Words;
  readonly deny?: Words;
  readonly style?: string;
}

export interface Option {
  readonly value: string;
  readonly text: Words;
  readonly description?: Words;
}

export interface Options {
  readonly options?: readonly Option[];
  readonly option_groups?: readonly { readonly label: Words; readonly options: readonly Option[] }[];
}

/** Block Kit as the page reads it: the sandbox has refused what Slack would refuse, so that each kind has what it must have. */
export interface Element extends Options {
  readonly type: string;
  readonly action_id: string;
  readonly text?: Words;
  readonly style?: string;
  readonly url?: string;
  readonly accessibility_label?: string;
  readonly confirm?: Confirmation;
  readonly image_url?: string;
  readonly slack_file?: { readonly id?: string; readonly url?: string };
  readonly alt_text?: string;
  readonly placeholder?: Words;
  readonly focus_label?: string;
  readonly focus_on_load?: boolean;
  readonly max_length?: number;
  readonly multiline?: boolean;
  readonly is_decimal_allowed?: boolean;
  readonly max_selected_items?: number;
  readonly min_query_length?: number;
  readonly filter?: { readonly include?: readonly string[] };
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly initial_value?: string;
}

export interface Block {
  readonly type: string;
  readonly block_id: string;
  readonly text?: Words;
  readonly label?: Words;
  readonly hint?: Words;
  readonly optional?: boolean;
  readonly dispatch_action?: boolean;
  readonly element?: Element;
  readonly elements?: readonly Element[];
  readonly accessory?: Element;
  readonly fields?: readonly Words[];
  readonly image_url?: string;
  readonly slack_file?: { readonly id?: string; readonly url?: string };
  readonly alt_text?: string;
  readonly title?: Words;
  readonly title_url?: string;
  readonly external_id?: string;
  readonly rows?: readonly (readonly Cell[])[];
  readonly column_settings?: readonly ({ readonly align?: string } | undefined)[];
}

/** Of a table: text, or a rich_text block. */
export interface Cell {
  readonly type: string;
  readonly text?: string;
}

export interface Attachment {
  readonly color?: string;
  readonly pretext?: string;
  readonly title?: string;
  readonly title_link?: string;
  readonly text?: string;
  readonly fallback?: string;
  readonly blocks?: readonly Block[];
  readonly fields?: readonly { readonly title: string; readonly value: string }[];
  readonly image_url?: string;
  readonly slack_file?: { readonly id?: string; readonly url?: string };
  readonly footer?: string;
}

/** Part of a rich_text block, down to a word. */
export interface RichPart {
  readonly type: string;
  readonly elements?: readonly RichPart[];
  readonly style?: string | Readonly<Record<string, boolean>>;
  readonly indent?: number;
  readonly offset?: number;
  readonly text?: string;
  readonly url?: string;
  readonly user_id?: string;
  readonly channel_id?: string;
  readonly usergroup_id?: string;
  readonly range?: string;
  readonly name?: string;
  readonly timestamp?: number;
  readonly format?: string;
  readonly fallback?: string;
  readonly value?: string;
}

interface Leaves {
  readonly text: { readonly text: string };
  readonly break: object;
  readonly code: { readonly text: string };
  readonly link: { readonly url: string; readonly children: readonly Node[] };
  readonly user: { readonly id: string; readonly label?: string | undefined };
  readonly channel: Leaves['user'];
  readonly group: Leaves['user'];
  readonly broadcast: { readonly range: string };
  readonly date: DateLink;
  readonly emoji: { readonly name: string; readonly sign: string };
  readonly bold: { readonly children: readonly Node[] };
  readonly italic: Leaves['bold'];
  readonly strike: Leaves['bold'];
  /** At the top level only, with `quote`. */
  readonly pre: { readonly text: string };
  readonly quote: Leaves['bold'];
}

export interface DateLink {
  readonly at: number;
  readonly format: string;
  readonly url?: string | undefined;
  readonly fallback?: string | undefined;
}

/** A word of one: each type has what it needs. */
export type RichLeaf = Required<Omit<RichPart, 'text' | 'style'>> & Pick<RichPart, 'text' | 'style'>;

/** mrkdwn as a tree of plain values, so that nothing in it can become markup by accident. */
export type NodeOf<Kind extends keyof Leaves> = { readonly type: Kind } & Leaves[Kind];
export type Node = { [Kind in keyof Leaves]: NodeOf<Kind> }[keyof Leaves];
export type Drawing = { readonly [Kind in keyof Leaves]: (node: NodeOf<Kind>) => Children };

/** A block or element of a kind that must have these. */
export type BlockWith<Name extends keyof Block> = { readonly block: Block & Required<Pick<Block, Name>> };
export type ElementWith<Name extends keyof Element> = {
  readonly block: string;
  readonly element: Element & Required<Pick<Element, Name>>;
};

/** What draws one kind of block or element; each is given what its kind must have. */
export type Kinds = Readonly<Record<string, (props: never) => unknown>>;
