import type { IsoDate } from './day.ts';

/** The first and the last day of a quarter of the year. */
export interface Quarter {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

const LAST_DAYS = ['31', '30', '30', '31'];

/** The quarter in which a day lies. */
export function quarterOf(day: IsoDate): Quarter {
  const [year = '', month = ''] = day.split('-');
  const quarter = Math.floor((Number(month) - 1) / 3);
  const monthOf = (n: number) => String(n).padStart(2, '0');
  return {
    from: `${year}-${monthOf(quarter * 3 + 1)}-01`,
    until: `${year}-${monthOf(quarter * 3 + 3)}-${LAST_DAYS[quarter]}`,
  };
}
