import { expect, test } from 'vitest';
import { makeLog, safeFields } from '../../src/platform/log.ts';

test('a field that nobody allowed is named, not written', () => {
  expect(safeFields({ lane: 'outbox', text: 'my invoice is wrong' })).toEqual({ lane: 'outbox', dropped: ['text'] });
});

test('an error is its name, code and message; what hangs on it stays out', () => {
  const error = Object.assign(new Error('slack refused'), { code: 'E1', data: { text: 'my invoice is wrong' } });
  expect(safeFields({ error })).toEqual({ error: { name: 'Error', code: 'E1', message: 'slack refused' } });
});

test('an object in an allowed field is not opened', () => {
  expect(safeFields({ detail: { text: 'my invoice is wrong' } })).toEqual({ detail: '[object]' });
});

test('lines are JSON with level, time and message', () => {
  const lines: string[] = [];
  makeLog('info', { write: (line) => void lines.push(line) }).warn({ lane: 'facts' }, 'a lane failed');
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, lane: 'facts', msg: 'a lane failed' });
});
