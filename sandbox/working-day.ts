const SATURDAY = 6;

/** The next Monday to Friday, 09:00 by the clock of the zone. Holidays are the app's business. */
export function nextWorkingDay(now: number, tz: string): number {
  let day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(tz).toPlainDate().add({ days: 1 });
  while (day.dayOfWeek >= SATURDAY) day = day.add({ days: 1 });
  return day.toZonedDateTime({ timeZone: tz, plainTime: '09:00' }).epochMilliseconds;
}
