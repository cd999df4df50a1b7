import { SECOND } from '../../kernel/time.ts';
import type { Context, RealClock } from '../../platform/context.ts';
import { isDisabled } from './store.ts';

/** Whether a source was switched off, looked up at most once a second each: thousands of deliveries ask. */
export function disabledSources(context: Context, real: RealClock): (source: string) => Promise<boolean> {
  const known = new Map<string, { readonly until: number; readonly disabled: Promise<boolean> }>();
  return (source) => {
    const now = real();
    const remembered = known.get(source);
    if (remembered && remembered.until > now) return remembered.disabled;
    const disabled = context.transaction((tx) => isDisabled(tx, source));
    known.set(source, { until: now + SECOND, disabled });
    return disabled;
  };
}
