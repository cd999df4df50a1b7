import type { Migration } from 'kysely/migration';
import * as machinery from './0001_machinery.ts';
import * as people from './0002_people.ts';
import * as ownership from './0003_ownership.ts';
import * as feedback from './0004_feedback.ts';
import * as issues from './0005_issues.ts';
import * as accountability from './0006_accountability.ts';
import * as asks from './0007_asks.ts';
import * as sortedAndCauses from './0008_sorted_and_causes.ts';
import * as leave from './0010_leave.ts';
import * as queue from './0011_queue.ts';
import * as restricted from './0012_restricted.ts';
import * as manners from './0013_manners.ts';
import * as comingAndGoing from './0014_coming_and_going.ts';
import * as outages from './0015_outages.ts';
import * as storms from './0016_storms.ts';
import * as audit from './0017_audit.ts';
import * as summaries from './0018_summaries.ts';
import * as held from './0019_held.ts';
import * as oneSummary from './0020_one_summary.ts';
import * as who from './0021_who.ts';
import * as inLine from './0022_in_line.ts';
import * as told from './0023_told.ts';
import * as renewals from './0024_renewals.ts';
import * as upkeep from './0026_upkeep.ts';
import * as home from './0027_home.ts';
import * as admins from './0028_admins.ts';
import * as firstReviews from './0029_first_reviews.ts';
import * as pictures from './0030_pictures.ts';
import * as numbers from './0031_numbers.ts';
import * as groups from './0032_groups.ts';
import * as whoseAgreement from './0033_whose_agreement.ts';
import * as dms from './0034_dms.ts';
import * as openInDepartment from './0035_open_in_department.ts';
import * as line from './0036_line.ts';
import * as account from './0037_account.ts';
import * as cardVersions from './0038_card_versions.ts';
import * as merged from './0039_merged.ts';
import * as wall from './0040_wall.ts';
import * as supportDays from './0041_support_days.ts';
import * as met from './0042_met.ts';

/** In order, by name. A migration that has been released is never edited; write the next one. */
export const migrations: Record<string, Migration> = {
  '0001_machinery': machinery,
  '0002_people': people,
  '0003_ownership': ownership,
  '0004_feedback': feedback,
  '0005_issues': issues,
  '0006_accountability': accountability,
  '0007_asks': asks,
  '0008_sorted_and_causes': sortedAndCauses,
  '0010_leave': leave,
  '0011_queue': queue,
  '0012_restricted': restricted,
  '0013_manners': manners,
  '0014_coming_and_going': comingAndGoing,
  '0015_outages': outages,
  '0016_storms': storms,
  '0017_audit': audit,
  '0018_summaries': summaries,
  '0019_held': held,
  '0020_one_summary': oneSummary,
  '0021_who': who,
  '0022_in_line': inLine,
  '0023_told': told,
  '0024_renewals': renewals,
  '0026_upkeep': upkeep,
  '0027_home': home,
  '0028_admins': admins,
  '0029_first_reviews': firstReviews,
  '0030_pictures': pictures,
  '0031_numbers': numbers,
  '0032_groups': groups,
  '0033_whose_agreement': whoseAgreement,
  '0034_dms': dms,
  '0035_open_in_department': openInDepartment,
  '0036_line': line,
  '0037_account': account,
  '0038_card_versions': cardVersions,
  '0039_merged': merged,
  '0040_wall': wall,
  '0041_support_days': supportDays,
  '0042_met': met,
};
