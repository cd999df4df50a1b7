/** How one team does something: of so many issues, in so many as is wanted. */
export interface Doing {
  readonly team: string;
  readonly of: number;
  readonly did: number;
}

/** A team of fewer issues says nothing of what teams do. */
const LEAST_ISSUES = 5;
/** What most do moves people only where there are others to be like, and where it is so. */
const LEAST_TEAMS = 5;
const LEAST_SHARE = 0.6;

/** Whether most teams do it: at least five are counted, and 60 % of them reach the bar, in percent of their issues. */
export function mostDo(doings: readonly Doing[], bar: number): boolean {
  const counted = doings.filter(({ of }) => of >= LEAST_ISSUES);
  const doing = counted.filter(({ of, did }) => did * 100 >= of * bar);
  return counted.length >= LEAST_TEAMS && doing.length >= counted.length * LEAST_SHARE;
}
