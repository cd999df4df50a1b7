import type { ComponentChildren } from 'preact';
import type {
  ActAnswer,
  Chosen,
  PageBlock,
  PageChannel,
  PageClock,
  PageMessage,
  PagePerson,
  Place,
  Snapshot,
  TrafficEntry,
  Ts,
  Typed,
} from '../page-api.ts';
import type { Block, Confirmation, Element } from './block-types.ts';

export type * from '../page-api.ts';
export type * from './block-types.ts';

/** What the page's scripts are checked with: `npm run check:types`. No browser loads this file. */

export type Children = ComponentChildren;
export interface Ref<T extends HTMLElement> {
  current: T;
}
export type Typing = InputEvent & { currentTarget: HTMLInputElement };
export type Writing = InputEvent & { currentTarget: HTMLTextAreaElement };
export type Key = KeyboardEvent & { currentTarget: HTMLElement };
export type Close = () => void;

/** Everything the page shows. What has no place before somebody is chosen is there in every phase but `choose`. */
export interface State
  extends Pick<Snapshot, 'me' | 'team' | 'app' | 'usergroups' | 'ephemerals' | 'modals' | 'commands' | 'shortcuts'> {
  /** choose: nobody chosen yet. ready. lost: the event stream broke and is being opened again. */
  phase: 'choose' | 'ready' | 'lost';
  people: Map<string, PagePerson>;
  channels: Map<string, PageChannel>;
  clock: SeenClock;
  home: Snapshot['home'] | undefined;
  open: Open;
  /** By channel id. */
  conversations: Map<string, Conversation>;
  thread: { list: PageMessage[]; loading: boolean };
  toasts: readonly Toast[];
  traffic: readonly TrafficEntry[];
  inspecting: boolean;
  /** What was said last in the open conversation, for those who hear the page. */
  spoken: string;
  confirming: Confirming | undefined;
}

/** With the page's own time at which it was told. */
export type SeenClock = PageClock & { readonly seen: number };
export type TabName = 'home' | 'messages' | 'about';

/** The conversation, the tab of the app's DM, the thread's ts. */
export interface Open {
  channel: string | undefined;
  tab: TabName;
  thread: Ts | undefined;
}

/** Its messages in order of ts. */
export interface Conversation {
  list: PageMessage[];
  hasMore: boolean;
  loading?: boolean;
  /** Where the red line "New" is drawn. */
  newAfter: Ts | undefined;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: string;
}

export interface Confirming {
  readonly dialog: Confirmation;
  readonly answer: (yes: boolean) => void;
}

/** As the app sent them. */
export type Blocks = readonly (PageBlock | Block)[];
/** A surface's inputs by `block_id\naction_id`. */
export type Inputs = Readonly<Record<string, Chosen>>;
export type SetTyped = (block: string, action: string, chosen: Chosen) => void;

/** What may complete the word before the caret. */
export interface Completion {
  readonly key: string;
  readonly title: string;
  readonly about: string;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly usage?: string | undefined;
  readonly person?: string | undefined;
}

/** One line of a select's list. */
export interface Offer {
  readonly value: string;
  readonly text: string;
  readonly about?: string | undefined;
  readonly group?: string | undefined;
}

/** What a field is given, whatever its kind. */
export interface FieldProps {
  readonly block: string;
  readonly element: Element;
  readonly value: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onDone?: () => void;
  readonly id?: string;
  readonly describedby?: string;
}

export type Answer<Right> = Right | { readonly ok: false; readonly error: string };
export type Align = 'left' | 'right';

/** What a surface lends to the elements on it. */
export interface SurfaceTools {
  readonly place: Place;
  readonly errors: Errors;
  readonly chosenAt: (block: string, action: string) => Chosen;
  readonly setTyped: SetTyped;
  readonly typed: () => Typed;
  /** Undefined: the person did not confirm it. */
  readonly use: (
    block: string,
    element: Element,
    chosen?: Chosen,
    started?: () => void,
  ) => Promise<ActAnswer | undefined>;
  readonly suggest: (block: string, element: Element, query: string) => Promise<ActAnswer>;
}

/** What is wrong below which block; by '' what concerns all of it. */
export type Errors = Readonly<Record<string, string>>;

export interface PopoverProps {
  readonly label: Children;
  readonly title: string;
  readonly kind?: string;
  readonly disabled?: boolean;
  readonly align?: Align;
  readonly children: (close: Close) => Children;
}

/** What is about to be sent, and whence. */
export interface Drafted {
  readonly channel: string;
  readonly thread: Ts | undefined;
  readonly text: string;
  readonly editing: PageMessage | undefined;
  readonly broadcast: boolean;
}

export interface WritingProps {
  readonly input: Ref<HTMLTextAreaElement>;
  readonly text: string;
  readonly onWrite: (text: string) => void;
  readonly onSend: () => void;
  readonly onEscape?: () => void;
  readonly placeholder: string;
}

export interface WritingKeys {
  readonly offered: readonly Completion[];
  readonly marked: number;
  readonly setMarked: (index: number) => void;
  readonly take: (choice: Completion) => void;
  readonly text: string;
  readonly onSend: () => void;
  readonly leave: () => void;
}

/** Where a list of messages stood when it was last drawn. */
export interface Anchor {
  atBottom: boolean;
  top: number;
  readonly height: number;
  readonly first?: Ts | undefined;
  readonly last?: Ts | undefined;
}
