export { type DaysOff, daysOff } from './holidays.ts';
