import type { Score } from '../domain.ts';
import { scoreText } from '../domain.ts';
import { phraseIndex, phrasesIn } from './lexicon.ts';
import type { Part } from './parts.ts';
import { isUrgentScore } from './score.ts';
import { phraseAt } from './sentiment.ts';
import type { Word } from './words.ts';

const SAFETY = `
  unsafe, dangerous, danger, injured, injury, hurt myself, hospitalised, hospitalized, allergic, electric shock, caught fire,
  fire hazard, smoke coming, smoke came, smoke from, full of smoke, lawyer, lawyers, solicitor, attorney, legal action, take legal, sue, suing, in court, to court, court case, small claims, ombudsman, regulator,
  police, data breach, leaked, personal data, hacked, stolen, identity theft, harassed, harassment, discriminated,
  discrimination, racist, sexist, threatened, suicidal, the press, journalist,
  gefahrlich, verletzt, anwalt, rechtsanwalt, klage, gericht, polizei, datenschutz, datenleck, diskriminiert, belastigt,
  verbraucherschutz, brandgefahr,
  peligroso, peligrosa, herido, herida, abogado, abogada, denuncia, demanda, policia, juicio, datos personales, acoso,
  discriminacion,
  dangereux, dangereuse, blesse, blessee, avocat, avocate, justice, tribunal, plainte, donnees personnelles, harcelement,
  discrimination, police,
  vaarallinen, vaarallista, loukkaantui, asianajaja, lakimies, kuluttajasuoja, kuluttaja-asiamies, poliisi, oikeuteen,
  hairinta, tietovuoto`;

const REPEATED = `
  again, third time, second time, fourth time, fifth time, yet again, once again, same problem, same issue, several times,
  many times, multiple times, every time, each time, again and again, over and over, times now, repeatedly,
  schon wieder, erneut, zum dritten mal, zum zweiten mal, zum wiederholten mal, mehrfach, mehrmals, wieder einmal,
  otra vez, de nuevo, tercera vez, segunda vez, cada vez, varias veces, una y otra vez,
  encore une fois, une fois de plus, troisieme fois, deuxieme fois, plusieurs fois, a nouveau, chaque fois,
  taas, jalleen, kolmas kerta, kolmannen kerran, kolmatta kertaa, toista kertaa, toistuvasti, monta kertaa, uudestaan`;

const NO_REPEAT = `
  never ~ again, not ~ again, not be ~ again, will not ~ again, use ~ again, come again, not want to ~ again, then again,
  back again, up and running again, the press of a`;

const PHRASES = phraseIndex([...phrasesIn(SAFETY, -1), ...phrasesIn(REPEATED, -1), ...phrasesIn(NO_REPEAT, 0)]);

/** Why a complaint cannot wait: its score, a word of harm or law, or that it is not the first time. Empty if it can. */
export function urgentBecause(
  parts: readonly Part[],
  words: readonly Word[],
  text: string,
  score: Score | undefined,
): string[] {
  const reasons = parts
    .filter(({ sentiment }) => sentiment !== 'praise')
    .flatMap((part) => alarmsIn(part, words, text));
  const byScore = score && isUrgentScore(score) ? [scoreText(score) ?? ''] : [];
  return [...new Set([...byScore, ...reasons])];
}

function alarmsIn({ from, to }: Part, words: readonly Word[], text: string): string[] {
  const alarms: string[] = [];
  for (let at = from; at < to; ) {
    const found = phraseAt(words, at, to, PHRASES);
    const last = words[at + (found?.length ?? 1) - 1];
    if (found?.phrase.value) alarms.push(text.slice(words[at]?.from, last?.to));
    at += found?.length ?? 1;
  }
  return alarms;
}
