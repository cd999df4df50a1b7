import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { context, type Message, section } from '../../platform/slack/blocks.ts';
import { mention, mrkdwn, ownWords, words } from '../../platform/slack/mrkdwn.ts';
import type { Surface } from '../../platform/slack/surface.ts';
import { findPersonByRef } from '../people/index.ts';
import { answererFor, departmentOf } from './answerable.ts';
import type { Organisation, Topic } from './domain.ts';
import { currentOrganisation } from './store.ts';

const MOST = 5;

/** `/cx who <words>`: who answers for what. */
export const surface: Surface = {
  commands: [
    {
      verb: 'who',
      usage: '<words>',
      help: 'who answers for it, as in `/cx who invoice`',
      may: 'ownership.look',
      async run(tx, { words: asked }) {
        const { organisation } = await currentOrganisation(tx);
        const found = asked === '' ? [] : topicsAbout(organisation, asked);
        return { say: found.length > 0 ? await answers(tx, organisation, found) : nobody(organisation, asked) };
      },
    },
  ],
};

/** Topics in whose name, words or department one of these words begins, the best match first. */
export function topicsAbout({ topics, departments }: Organisation, typed: string): Topic[] {
  const asked = typed.toLowerCase().split(/\s+/);
  const hits = (topic: Topic) => {
    const department = departments.find(({ key }) => key === topic.department)?.name ?? '';
    const known = [topic.name, topic.key, department, ...topic.words].flatMap((text) =>
      text.toLowerCase().split(/[\s-]+/),
    );
    return asked.filter((word) =>
      known.some((each) => each.startsWith(word) || (each.length > 3 && word.startsWith(each))),
    ).length;
  };
  return topics
    .map((topic) => ({ topic, count: hits(topic) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST)
    .map(({ topic }) => topic);
}

async function answers(tx: Tx, organisation: Organisation, topics: readonly Topic[]): Promise<Message> {
  const lines = [];
  for (const topic of topics) {
    const { user } = await answererFor(tx, organisation, { topic, department: topic.department });
    const department = departmentOf(organisation, topic.department).name;
    lines.push(section(mrkdwn`*${topic.name}*, ${department}: ${mention(user)}${await backupOf(tx, topic, user)}`));
  }
  return { text: words`Who answers for ${topics.map(({ name }) => name).join(', ')}`, blocks: lines };
}

/** Who stands behind whoever answers now; nothing where that one does, or has left. */
async function backupOf(tx: Tx, { backup }: Topic, answers: UserId) {
  const person = await findPersonByRef(tx, backup);
  const stands = person?.standing === 'member' && person.id !== answers;
  return stands ? mrkdwn`, backup ${mention(person.id)}` : mrkdwn``;
}

function nobody({ topics }: Organisation, asked: string): Message {
  const some = topics
    .slice(0, MOST)
    .map(({ name }) => name)
    .join(', ');
  const known = context(mrkdwn`Known topics: ${some} …`);
  if (asked === '') {
    const how = 'Who answers for what? Say a word, as in `/cx who invoice`.';
    return { text: ownWords(how), blocks: [section({ type: 'mrkdwn', text: how }), known] };
  }
  const text = words`Nobody is named for “${asked.slice(0, 60)}” yet; such feedback goes to the CX lead.`;
  return { text, blocks: [section({ type: 'mrkdwn', text }), known] };
}
