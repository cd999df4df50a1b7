import type { Feature } from '../../platform/feature.ts';
import { renderPicture, surface } from './slack.ts';

/** The customer's journey as a whole: its stages, whose they are, what is said there, and who takes part. */
export const journey = (): Feature => ({
  name: 'journey',
  surface,
  messages: { 'journey.picture': renderPicture },
});
