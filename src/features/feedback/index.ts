import type { FastifyInstance } from 'fastify';
import { hearer } from '../../platform/facts/facts.ts';
import type { Feature } from '../../platform/feature.ts';
import { ALSO_HEARD_TIMER, renderAlsoHeard, tellAlsoHeard } from './also-heard/tell.ts';
import { DELAY_TIMER, lookAtDelay, renderDelay } from './delay.ts';
import { type IngestOptions, ingestRoute } from './http.ts';
import { inLineOf } from './in-line.ts';
import { renderCard, renderRollUp, renderRollUpPage } from './messages.ts';
import { type Arrival, onArrival } from './on-arrival.ts';
import { renderInConfidence, renderOutcome, tellLogger, tellOfReopening } from './on-closed.ts';
import { surface } from './slack.ts';

export { beginningsOf, earlierOf, saidBy } from './customers/store.ts';
export { customerText, receivedAt, type Said, sameCustomer, scoreText } from './domain.ts';
export { type CsvFile, openCsv, UnreadableFile } from './import/file.ts';
export { createForecaster, type Forecast } from './import/forecast.ts';
export { type MappingOptions, mappingFrom } from './import/row.ts';
export { importFor } from './import/store.ts';
export { namedRows, type Survey, surveyed, takeIn } from './import/take-in.ts';
export { isUrgent } from './in-line.ts';
export { type Standing as ScoreStanding, scoresOf } from './numbers/scores.ts';
export { answersSince, volumesSince } from './numbers/store.ts';
export { type Complaint, complaintsIn } from './on-arrival.ts';
export { outcomeIn } from './on-closed.ts';
export { isGathered, placeCard, standsInSummary, summaryWith } from './placing.ts';
export { type Praise, praiseOf, praiseSince } from './praise/find.ts';
export { readByWords } from './reader/reader.ts';
export type { Restriction } from './reader/restricted.ts';
export type { Reader } from './reading.ts';
export { mayBeQuoted, restrictionOf } from './restrict.ts';
export { asRead } from './slack.ts';
export { disabledSources } from './sources.ts';
export { feedbackOf, hasHeard, liftRestriction, setDisabled } from './store.ts';

export type FeedbackOptions = IngestOptions & Omit<Arrival, 'context'>;

/** What customers say, from wherever it comes: taken in, understood, routed. */
export function feedback(options: FeedbackOptions): Feature {
  const { context } = options;
  return {
    name: 'feedback',
    surface,
    inbox: { feedback: (tx, item) => onArrival(options, tx, item) },
    placings: { feedback: inLineOf(options.read) },
    timers: { [ALSO_HEARD_TIMER]: tellAlsoHeard, [DELAY_TIMER]: lookAtDelay },
    hears: [
      hearer('feedback.tell-logger', 'issue.closed', (tx, closed) => tellLogger(tx, closed, context.now())),
      hearer('feedback.keep-outcome', 'issue.reopened', (tx, ended) => tellOfReopening(tx, ended, context.now())),
    ],
    messages: {
      'feedback.also-heard': renderAlsoHeard,
      'feedback.card': renderCard,
      'feedback.delay': renderDelay,
      'feedback.roll-up': renderRollUp,
      'feedback.roll-up-page': renderRollUpPage,
      'feedback.outcome': renderOutcome,
      'feedback.in-confidence': renderInConfidence,
    },
    routes: (http: FastifyInstance) => ingestRoute(http, options),
  };
}
