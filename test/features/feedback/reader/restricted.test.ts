import { describe, expect, test } from 'vitest';
import { readByWords } from '../../../../src/features/feedback/reader/reader.ts';
import {
  type Colleague,
  mayBeRestricted,
  namedIn,
  restrictionByTag,
  restrictionIn,
} from '../../../../src/features/feedback/reader/restricted.ts';
import type { UserId } from '../../../../src/kernel/slack.ts';

const colleague = (id: string, name: string): Colleague => ({ id: id as UserId, name });
const COLLEAGUES = [
  colleague('U0IRINA', 'Irina Petrova'),
  colleague('U0MIKKO', 'Mikko Salo'),
  colleague('U0GRACE', 'Grace Okafor'),
];

const read = (text: string, language?: string) => restrictionIn(text, readByWords({ text, language }, []), COLLEAGUES);

describe('only few may read', () => {
  test.each([
    ['harassment', 'Your technician kept touching me and would not stop.'],
    ['harassment', 'The man on the phone made a racist remark about my accent.'],
    ['harassment', 'Ihr Fahrer hat meine Tochter sexuell belästigt.'],
    ['harassment', 'Sufrí acoso por parte del repartidor.'],
    ['harassment', "C'est du harcèlement, votre livreur m'a menacé."],
    ['harassment', 'Asentaja ahdisteli minua kotonani.'],
    ['safety', 'The machine caught fire on Tuesday and burnt my hand.'],
    ['safety', 'I got an electric shock from the coffee machine!'],
    ['safety', 'Die Maschine hat mir einen Stromschlag verpasst.'],
    ['safety', 'La máquina es peligrosa, me dio una descarga eléctrica.'],
    ['safety', 'La machine a pris feu, ma collègue est blessée.'],
    ['safety', 'Keitin syttyi palamaan ja poika loukkaantui.'],
    ['breach', "I can see another customer's invoices in my account."],
    ['breach', 'My account was hacked and you told nobody.'],
    ['breach', 'Ich sehe die Daten anderer Kunden, das ist eine Datenpanne.'],
    ['breach', 'Hubo una filtración de datos y no avisaron.'],
    ['breach', 'Fuite de données chez vous, et aucun message.'],
    ['breach', 'Näen toisen asiakkaan tiedot, tämä on tietovuoto.'],
    ['legal', 'You will hear from my lawyer.'],
    ['legal', 'We are considering legal action over the contract.'],
    ['legal', 'Ich werde rechtliche Schritte einleiten.'],
    ['legal', 'Voy a hablar con mi abogado.'],
    ['legal', 'Je vais porter plainte en justice.'],
    ['legal', 'Otan yhteyttä kuluttaja-asiamieheen ja vien asian oikeuteen.'],
  ])('%s: %s', (kind, text) => {
    expect(read(text)?.kind).toBe(kind);
  });

  test.each([
    'Irina was rude to me and hung up on me.',
    'I want to make a complaint about Irina Petrova.',
    '@irina.petrova shouted at my wife.',
    '<@U0IRINA> lied to us twice.',
    'PETROVA was arrogant.',
    'Irina hat mich angeschrien.',
    'Irina fue muy grosera conmigo.',
    'Irina a été très impolie avec nous.',
    'Irina huusi minulle puhelimessa.',
    'Valitan Irinasta, hän oli töykeä.',
  ])('a complaint about a colleague by name: %s', (text) => {
    expect(read(text)).toEqual({ kind: 'colleague', named: ['U0IRINA'] });
  });

  test('whoever is named anywhere in it is not to read it, by whatever it is restricted', () => {
    expect(read('I wrote to Mikko about it. Your driver harassed me. Irina knew.')).toEqual({
      kind: 'harassment',
      named: ['U0IRINA', 'U0MIKKO'],
    });
  });

  test('names are bent in Finnish', () => {
    expect(namedIn('Soitin Irinalle ja Salolle.', { language: 'fi' }, COLLEAGUES)).toEqual(['U0IRINA', 'U0MIKKO']);
    expect(namedIn('The Salons of Irinalle.', { language: 'en' }, COLLEAGUES)).toEqual([]);
  });
});

describe('everybody may read', () => {
  test.each([
    ['praise of a colleague', 'Irina was wonderful, never rude and always quick. Thank you!'],
    ['a colleague beside a complaint about something else', 'I spoke to Irina Petrova. The invoice is still wrong.'],
    ['conduct without a name', 'The technician was rude and came late.'],
    ['a name that is no capital', 'You refused to help within the grace period.'],
    ['an ordinary complaint', 'I was charged twice in October and nobody could tell me why.'],
    ['a leak that is no breach', 'The milk leaked all over the kitchen, and the machine is broken.'],
    ['what did not happen', 'It is not dangerous, only slow, and nobody was hurt.'],
    ['praise with a lawyer in it', 'Our lawyers love your coffee, thank you, it is wonderful!'],
    ['praise of safety', 'I feel safe with your great machines.'],
    ['the police as a customer', 'The police station ordered three machines and the delivery is late.'],
    ['court as a place', 'Parking in the courtyard is a pain.'],
    ['a wish to have data deleted', 'Please delete my data under the GDPR, you still have not.'],
    ['a lawyer who is an avocado', "Le sandwich à l'avocat était mauvais."],
    ['somebody ill', 'I am in hospital and nobody answers my mail.'],
    ['burnt coffee', 'The coffee tastes burnt and bitter.'],
  ])('%s: %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe('a source can mark it', () => {
  test.each([
    [['restricted:legal'], 'legal'],
    [['VIP', ' Restricted:Safety '], 'safety'],
    [['restricted'], 'legal'],
    [['restricted:board'], 'legal'],
    [['unrestricted', 'vip'], undefined],
    [undefined, undefined],
  ])('%o', (tags, kind) => {
    expect(restrictionByTag(tags)?.kind).toBe(kind);
  });
});

test('an ordinary text is known to be one without knowing who works here', () => {
  expect(mayBeRestricted('I was charged twice in October.')).toBe(false);
  expect(mayBeRestricted('Irina was rude.')).toBe(true);
});
