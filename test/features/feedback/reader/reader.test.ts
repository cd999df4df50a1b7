import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Score } from '../../../../src/features/feedback/domain.ts';
import { readByWords } from '../../../../src/features/feedback/reader/reader.ts';
import type { Reading } from '../../../../src/features/feedback/reading.ts';

const topics = [
  { key: 'double-charges', name: 'Double charges', words: ['invoice', 'bill', 'charged twice', 'Rechnung', 'facture'] },
  { key: 'delivery', name: 'Delivery', words: ['delivery', 'parcel', 'courier', 'Lieferung', 'envío', 'livraison'] },
  { key: 'late-delivery', name: 'Late delivery', words: ['delivery late', 'parcel late'] },
  { key: 'app', name: 'App', words: ['app', 'company', 'crash'] },
  { key: 'support', name: 'Support', words: ['support', 'hotline', 'agent'] },
];

const read = (text: string, score?: Score, language?: string) => readByWords({ text, score, language }, topics);
const brief = (reading: Reading) => reading.statements.map(({ sentiment, topic }) => `${sentiment} ${topic ?? '-'}`);

describe('a no is said once, though in two words', () => {
  test.each([
    "Je n'ai pas reçu mon colis",
    "Je n'ai jamais reçu ma facture",
    'Je ne suis pas content',
    'Je ne suis pas du tout satisfaite',
    'Ça ne fonctionne toujours pas',
    "Je n'ai toujours pas été remboursé",
    "Ils ne m'ont rien dit",
    'Das funktioniert überhaupt nicht',
    'Das funktioniert immer noch nicht',
    'Die App startet einfach nicht',
    'Nichts funktioniert',
    'No he recibido nada',
    'No me han devuelto el dinero',
    'Nunca me contestaron',
    'Sovellus ei vieläkään toimi',
    'En ole vieläkään saanut rahojani',
    'En ole saanut tilaustani',
  ])('%s', (text) => {
    expect(read(text).kind).toBe('complaint');
  });
});

describe('a no beside a problem is praise', () => {
  test.each([
    "Je n'ai aucun problème",
    "Je n'ai jamais eu de problème",
    'Das ist überhaupt nicht schlecht',
    'Es hat nie Probleme gegeben',
    'Nunca he tenido problemas',
    'Minulla ei ole ollut mitään ongelmia',
    'Ei ole valittamista',
  ])('%s', (text) => {
    expect(read(text).kind).toBe('praise');
  });
});

describe('whoever asks where their goods are complains', () => {
  test.each([
    ['complaint', 'Where is my order? Only got half of it.'],
    ['complaint', "Where's my new parcel"],
    ['complaint', 'Wo ist meine Lieferung?'],
    ['complaint', 'Où est mon colis ?'],
    ['complaint', '¿Dónde está mi pedido?'],
    ['neutral', 'Where is your office?'],
    ['neutral', 'Where is my PIN shown?'],
  ])('%s: %s', (kind, text) => {
    expect(read(text).kind).toBe(kind);
  });
});

test.each([
  ['I press the button and nothing happens, bad', false],
  ['At the press of a button it breaks', false],
  ['The tennis court was dirty', false],
  ['Smoke-free hotel but rude staff', false],
  ['This is terrible, I will take you to court', true],
  ['Smoke came out of the charger, terrible', true],
])('"%s" is urgent: %s', (text, urgent) => {
  expect(read(text).urgent).toBe(urgent);
});

describe('the words that decided', () => {
  const becauseOf = (text: string) => read(text).statements[0]?.because;
  test.each([
    [
      'are given once, also where topic and feeling share them',
      'You charged me twice, terrible.',
      ['charged me twice, terrible'],
    ],
    ['stand behind what they are about', 'Terrible! The invoice is wrong.', ['invoice', 'Terrible', 'wrong']],
    [
      'have numbers of cards masked',
      'You charged 4111111111111111 twice, terrible.',
      ['charged [card …1111] twice, terrible'],
    ],
  ])('%s', (_rule, text, because) => {
    expect(becauseOf(text)).toEqual(because);
  });
});

describe('a text is', () => {
  test.each([
    ['praise', 'Your team is wonderful, thank you.'],
    ['complaint', 'I was charged twice in October and nobody could tell me why.'],
    ['mixed', 'Great app, but the invoice was wrong.'],
    ['mixed', 'Although the agent was friendly, we waited three hours for the delivery.'],
    ['neutral', 'I ordered on Tuesday.'],
    ['complaint', 'Not good.'],
    ['complaint', 'Nobody answers the hotline.'],
    ['complaint', 'The app does not open.'],
    ['complaint', 'Still waiting for a reply.'],
    ['complaint', 'It could be clearer.'],
    ['complaint', 'It would be nice if the app had a search.'],
    ['complaint', 'You should be friendlier.'],
    ['complaint', 'More staff on the phones'],
    ['complaint', 'Took three weeks to arrive'],
    ['complaint', 'We have never had a refund.'],
    ['praise', "Couldn't fault it."],
    ['praise', 'Could not have been better!'],
    ['praise', 'No complaints at all.'],
    ['praise', 'Nothing to improve.'],
    ['praise', 'Nothing, excellent service.'],
    ['praise', 'No, everything is perfect.'],
    ['praise', 'We never had a problem.'],
    ['praise', 'Not bad at all!'],
    ['praise', 'Cannot thank you enough'],
    ['praise', 'nothing but praise for the agent'],
    ['praise', '👍👍'],
    ['complaint', '😡😡😡'],
    ['neutral', ''],
    ['neutral', '   \n'],
    ['neutral', 'Nothing'],
    ['neutral', 'N/A'],
    ['neutral', 'Did not answer'],
    ['neutral', 'None.'],
    ['neutral', 'Nothing really'],
    ['neutral', 'keine Angabe'],
    ['neutral', '…'],
  ])('%s: %s', (kind, text) => {
    expect(read(text).kind).toBe(kind);
  });

  test.each([
    ['de', 'praise', 'Sehr freundliche Beratung, vielen Dank!'],
    ['de', 'complaint', 'Die Rechnung ist falsch und niemand meldet sich.'],
    ['de', 'complaint', 'Das ist leider nicht gut.'],
    ['de', 'praise', 'Es gibt nichts auszusetzen, ich bin sehr zufrieden.'],
    ['de', 'mixed', 'Die App ist super, aber die Lieferung kam zu spät.'],
    ['es', 'praise', 'Muchas gracias por la ayuda, el equipo es muy amable.'],
    ['es', 'complaint', 'El envío no ha llegado y nadie responde.'],
    ['es', 'praise', 'Todo perfecto, no tengo ninguna queja.'],
    ['es', 'mixed', 'La aplicación es muy buena pero el envío llegó tarde.'],
    ['fr', 'praise', 'Très satisfait, je recommande cette équipe.'],
    ['fr', 'complaint', "La facture est fausse et je n'ai reçu aucune réponse."],
    ['fr', 'praise', 'Rien à redire, tout est parfait pour nous.'],
    ['fr', 'mixed', "L'application est très pratique mais la livraison est toujours en retard."],
    ['fi', 'praise', 'Kiitos, palvelu oli erinomaista ja nopeaa.'],
    ['fi', 'complaint', 'Lasku on väärin, eikä kukaan vastaa.'],
    ['fi', 'mixed', 'Sovellus on hyvä, mutta toimitus oli myöhässä.'],
  ])('in %s %s: %s', (language, kind, text) => {
    expect(read(text)).toMatchObject({ kind, language });
  });
});

describe('the score', () => {
  const detractor: Score = { kind: 'nps', value: 3 };
  test.each<[string, string, Score, string]>([
    ['decides where the text is empty', '', detractor, 'complaint'],
    ['decides where the text is neutral', 'I ordered on Tuesday.', { kind: 'stars', value: 5 }, 'praise'],
    ['decides where the text is no answer', 'Nothing', { kind: 'csat', value: 1 }, 'complaint'],
    ['does not decide against praise', 'Wonderful service!', detractor, 'praise'],
    ['does not decide against a complaint', 'The app crashes all day.', { kind: 'nps', value: 10 }, 'complaint'],
    ['of the middle decides nothing', '', { kind: 'nps', value: 7 }, 'neutral'],
  ])('%s', (_rule, text, score, kind) => {
    expect(read(text, score).kind).toBe(kind);
  });

  test('that decided is the reason given', () => {
    expect(read('', detractor).statements).toEqual([
      { text: '', sentiment: 'complaint', topic: undefined, because: ['NPS 3'] },
    ]);
  });
});

describe('the statements of a text', () => {
  test.each([
    [
      'are one for each topic and sentiment',
      'Great app, but the invoice was wrong.',
      ['praise app', 'complaint double-charges'],
    ],
    ['split a list whose topics differ', 'great app, awful invoice', ['praise app', 'complaint double-charges']],
    [
      'stay together on the same topic',
      'The invoice was wrong. I called the hotline and got praise. The bill is terrible.',
      ['complaint double-charges', 'praise support'],
    ],
    [
      'borrow the topic of what they go with',
      'The invoice is wrong. Nobody could tell me why.',
      ['complaint double-charges'],
    ],
    [
      'borrow no topic from what says the opposite',
      'I love the app. Waited three weeks!',
      ['praise app', 'complaint -'],
    ],
    ['are one where all is neutral', 'I have an invoice. I also have the app.', ['neutral double-charges']],
    ['have no topic where nobody named one', 'Terrible!', ['complaint -']],
  ])('%s', (_rule, text, expected) => {
    expect(brief(read(text))).toEqual(expected);
  });

  test('name the words that decided, as the customer wrote them', () => {
    const [statement] = read('I was Charged Twice in October and nobody could tell me why.').statements;
    expect(statement?.because).toContain('Charged Twice');
  });

  test('keep what the customer wrote', () => {
    const texts = read('“Great app! But the invoice was wrong (by €14).').statements.map(({ text }) => text);
    expect(texts).toEqual(['“Great app!', 'But the invoice was wrong (by €14).']);
  });
});

describe('a topic is found', () => {
  test.each([
    ['in any case', 'THE INVOICE IS WRONG', 'double-charges'],
    ['without accents', 'El envio es un desastre', 'delivery'],
    ['in the plural', 'Wrong invoices', 'double-charges'],
    ['in the plural of another language', 'Die Rechnungen sind falsch', 'double-charges'],
    ['by its name', 'A terrible late delivery', 'late-delivery'],
    ['with a word between', 'You charged me twice, which is awful', 'double-charges'],
    ['by the longer words first', 'Awful: delivery late', 'late-delivery'],
    ['only by whole words', 'An awful apple', undefined],
    ['only in its own words', 'An awful day', undefined],
  ])('%s', (_rule, text, topic) => {
    expect(read(text).statements[0]?.topic).toBe(topic);
  });
});

describe('a complaint is urgent', () => {
  test.each<[string, string, Score | undefined, string[]]>([
    ['by a score of 0 to 2 of 10', 'The app is slow.', { kind: 'nps', value: 2 }, ['NPS 2']],
    ['by one star', 'The app is slow.', { kind: 'stars', value: 1 }, ['1 of 5 stars']],
    ['when it is not the first time', 'The app crashes for the third time.', undefined, ['third time']],
    ['when it happens again', 'The app crashed again.', undefined, ['again']],
    ['when somebody could be hurt', 'This charger is unsafe and broken.', undefined, ['unsafe']],
    ['when the law comes in', 'The invoice is wrong, my lawyer will write.', undefined, ['lawyer']],
    ['in every language', 'Die App ist schon wieder abgestürzt.', undefined, ['schon wieder']],
  ])('%s', (_rule, text, score, because) => {
    expect(read(text, score)).toMatchObject({ urgent: true, urgentBecause: because });
  });

  test.each<[string, string, Score | undefined]>([
    ['ordinary complaint', 'The app is slow.', { kind: 'nps', value: 3 }],
    ['farewell', 'The app is terrible, I will never use it again.', undefined],
    ['praise, whatever the score', 'Wonderful, I will come again!', { kind: 'nps', value: 0 }],
    ['neutral text', 'I ordered again.', undefined],
  ])('but no %s', (_rule, text, score) => {
    expect(read(text, score)).toMatchObject({ urgent: false, urgentBecause: [] });
  });
});

describe('the language', () => {
  test.each([
    ['is as given', 'Super!', 'de-AT', 'de'],
    ['may be one without words of its own', 'Super!', 'nl', 'nl'],
    ['is unknown where nothing tells', 'Super!', undefined, undefined],
  ])('%s', (_rule, text, given, language) => {
    expect(read(text, undefined, given).language).toBe(language);
  });
});

describe('whatever is written,', () => {
  const words = fc.constantFrom(
    'not',
    'good',
    'never',
    'late',
    'invoice',
    'but',
    ',',
    '.',
    'app',
    '👍',
    'again',
    "can't",
    '<!channel>',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words).map((list) => list.join(' ')),
  );

  test('the statements agree with the kind, and only a complaint is urgent', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { kind, statements, urgent } = read(text);
        const sentiments = new Set(statements.map(({ sentiment }) => sentiment));
        expect(statements.length).toBeGreaterThan(0);
        expect(sentiments.has('complaint')).toBe(kind === 'complaint' || kind === 'mixed');
        expect(sentiments.has('praise')).toBe(kind === 'praise' || kind === 'mixed');
        expect(urgent && !sentiments.has('complaint')).toBe(false);
      }),
    );
  });

  test('statements quote it and have topics that exist', () => {
    const keys = [undefined, ...topics.map(({ key }) => key)];
    fc.assert(
      fc.property(texts, (text) => {
        for (const statement of read(text.replaceAll('…', '')).statements) {
          expect(keys).toContain(statement.topic);
          for (const piece of statement.text.split(' … ')) expect(text.replaceAll('…', '')).toContain(piece);
        }
      }),
    );
  });
});

describe('reading takes time in proportion to the text:', () => {
  const many = Array.from({ length: 500 }, (_, i) => ({
    key: `topic-${i}`,
    name: `Topic ${i}`,
    words: [`word${i}`, `late word${i}`, `thing ${i} broken`],
  }));
  const prose = Array.from(
    { length: 1000 },
    (_, i) => ['not', 'good', `word${i}`, 'late', 'and', 'broken,'][i % 6],
  ).join(' ');

  test.each([
    ['prose among 500 topics', prose.repeat(2)],
    ['one long word', 'a'.repeat(50_000)],
    ['one word over and over', 'could not have been '.repeat(2_500)],
    ['a topic over and over', 'topic '.repeat(1_700)],
    ['nothing but punctuation', '?!.,;'.repeat(10_000)],
    ['nothing but commas between words', 'good, '.repeat(8_000)],
    ['apostrophes', "l'".repeat(25_000)],
    ['spaces', ' '.repeat(50_000)],
    ['emoji', '😡'.repeat(20_000)],
  ])('%s', (_rule, text) => {
    readByWords({ text: 'warm' }, many);
    const started = performance.now();
    readByWords({ text }, many);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
