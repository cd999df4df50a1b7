import { type Instant, instant } from '../time.ts';

/** A stretch of time in which the clocks of a zone run evenly: local time is UTC and so much more. Half-open. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  readonly offsetMs: number;
}

/** There are a few dozen in the years that anybody asks about. */
const known = new Map<string, Stretch[]>();

/** The stretch of that IANA zone in which the instant lies. Worked out once: asking Temporal costs a hundred times what adding does. */
export function stretchAt(at: Instant, zone: string): Stretch {
  const stretches = known.get(zone) ?? [];
  known.set(zone, stretches);
  const found = stretches.find(({ from, until }) => from <= at && at < until);
  if (found) return found;
  const made = stretchAround(at, zone);
  stretches.push(made);
  return made;
}

function stretchAround(at: Instant, zone: string): Stretch {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // The transition before an instant is never at it: asked a moment later, one that is at it is found.
  const from = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const until = here.getTimeZoneTransition('next');
  return {
    from: instant(from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY),
    until: instant(until?.epochMilliseconds ?? Number.POSITIVE_INFINITY),
    offsetMs: here.offsetNanoseconds / 1e6,
  };
}
