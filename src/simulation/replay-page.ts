import type { Replay, TopicSum, Unowned } from './replay.ts';
import { companyDays, mostText, type Tally } from './tally.ts';

/** All that the page shows, worked out beforehand. */
export interface Replayed {
  readonly company: string;
  readonly file: string;
  readonly from: string;
  readonly days: number;
  readonly replay: Replay;
  readonly topics: readonly TopicSum[];
  readonly unowned: Unowned;
  /** DMs per person, the busiest first, if everybody answers as people do. */
  readonly people: readonly Tally[];
  /** Who gets how many on which day, as an SVG. */
  readonly picture: string;
  readonly seed: number;
}

const STYLE = `body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#1d1c1d;background:#f7f5f2}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem}h2{margin:2.5rem 0 .5rem;font-size:1.3rem}
.note{color:#595959;margin:.25rem 0}
.sums{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.5rem 0 0;padding:0;list-style:none}
.sums li{background:#fff;border:1px solid #ddd;border-radius:.5rem;padding:.75rem 1rem}
.sums b{display:block;font-size:1.7rem;line-height:1.2}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;background:#fff}
th,td{text-align:left;padding:.4rem .75rem;border-bottom:1px solid #e5e5e5}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.bar{display:inline-block;height:.7rem;background:#1f63a5;vertical-align:middle;border-radius:2px}
blockquote{margin:.5rem 0;padding:.5rem 1rem;border-left:4px solid #c9c2b8;background:#fff}
.words span{display:inline-block;background:#fff;border:1px solid #ddd;border-radius:1rem;padding:.1rem .7rem;margin:.15rem .25rem .15rem 0}`;

/** One page that can be passed on: nothing on it is fetched from anywhere, names and numbers of customers are masked. */
export function replayPage(shown: Replayed): string {
  const { company, from, days } = shown;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(company)}: ${days} days of feedback, replayed</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(company)}: ${days} days of feedback, replayed</h1>
<p class="note">What would have happened to ${escaped(shown.file)} with Loopkeeper, from ${from} on. Nothing was sent to anybody.</p>
${sums(shown)}
${unownedPart(shown.unowned, shown.replay.asks.length)}
${topicsPart(shown.topics)}
${peoplePart(shown)}
${madePart(shown)}
</main>
</body>
</html>
`;
}

function sums({ replay: { feedback, kinds, asks }, unowned, topics }: Replayed): string {
  const owners = new Set(topics.map(({ owner }) => owner)).size;
  const cards: [number, string][] = [
    [feedback, 'pieces of feedback'],
    [kinds.complaint + kinds.mixed, 'complaints, whole or in part'],
    [asks.length, 'issues, each with one owner'],
    [owners, 'topic owners asked'],
    [unowned.issues, 'issues that no topic owns'],
    [kinds.praise + kinds.mixed, 'with praise in them'],
  ];
  return `<ul class="sums">${cards.map(([n, what]) => `<li><b>${n.toLocaleString('en')}</b>${what}</li>`).join('')}</ul>`;
}

function unownedPart({ issues, words, quotes }: Unowned, all: number): string {
  if (issues === 0) return '<h2>Nobody would have owned</h2><p>None: every complaint has a topic, and so an owner.</p>';
  const share = Math.round((100 * issues) / all);
  const said = words.map((each) => `<span>${escaped(each.word)} (${each.issues})</span>`).join(' ');
  return `<h2>Nobody would have owned: ${issues.toLocaleString('en')} of ${all.toLocaleString('en')} (${share} %)</h2>
<p>No topic's words are in these, so the CX lead would have got them all. Words they share, to make topics of:</p>
<p class="words">${said || 'none that stands in two of them'}</p>
${quotes.map((quote) => `<blockquote>${escaped(quote)}</blockquote>`).join('\n')}`;
}

const BAR = 12;

function topicsPart(topics: readonly TopicSum[]): string {
  const most = Math.max(1, ...topics.map(({ issues }) => issues));
  const rows = topics.map(
    ({ name, department, owner, issues, urgent }) =>
      `<tr><td>${escaped(name)}</td><td>${escaped(department)}</td><td>${escaped(owner)}</td><td class="n">${issues}</td><td class="n">${urgent}</td><td><span class="bar" style="width:${((BAR * issues) / most).toFixed(2)}rem"></span></td></tr>`,
  );
  return `<h2>Who would have been asked</h2>
<div class="wide"><table><thead><tr><th>Topic</th><th>Department</th><th>Owner</th><th class="n">Issues</th><th class="n">Urgent</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function peoplePart({ people, picture }: Replayed): string {
  const rows = people.map(
    ({ name, total, aWeek, worstDay }) =>
      `<tr><td>${escaped(name)}</td><td class="n">${total}</td><td class="n">${aWeek.toFixed(1)}</td><td>${worstDay.messages} on ${worstDay.day}</td></tr>`,
  );
  return `<h2>How many messages that is</h2>
<p class="note">Direct messages, if people answer as people do: some at once, some late, some hardly ever.</p>
<div class="wide"><table><thead><tr><th>Person</th><th class="n">In all</th><th class="n">A week</th><th>Most in a day</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
${worstPart(people)}
<div class="wide">${picture}</div>`;
}

const WORST = 3;

function worstPart(people: readonly Tally[]): string {
  const days = companyDays(people).slice(0, WORST);
  if (days.length === 0) return '';
  const said = days.map((each) => `${each.messages} on ${each.day}, to ${each.people} people (${mostText(each)})`);
  return `<p class="note">Most for everybody together: ${escaped(said.join('; '))}.</p>`;
}

const madePart = ({ seed }: Replayed): string => `<h2>How this was made</h2>
<p>Every row was read by the same rules as live feedback and given to whoever the organisation file names. Who answers when is made up (seed ${seed}); the same file and seed give the same page. E-mail addresses, telephone and card numbers are masked.</p>`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
