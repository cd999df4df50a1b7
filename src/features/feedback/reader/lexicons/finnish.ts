import { lexiconOf } from '../lexicon.ts';

export const finnish = lexiconOf({
  code: 'fi',
  praise: `
    hyva* hyvin erinoma* loista* mahtav* upea* upeast* mainio* taydelli* huippu* super* ihan* ihana* hieno* hienost* ystavalli* avulia*
    asiantunte* ammattitaito* nopea* nopeast* nopsa* helppo* helpost* sujuv* vaivat* selke* kateva* luotettav* mukav* miellytta*
    kiito* kiitti suosittel* tyytyvai* ihastu* iloinen iloisia rakast* kehu* paras parhaat parasta autto* ratkes* ratkais*
    siisti* toimiv* tosihyva onnistu* pelast* arvost*`,
  complaint: `
    huono* surkea* surkeast* kauhe* kamal* hirve* kelvoto* tokero* ala-arvo* alaarvo* tylsa* hidas hita* hitaast* myohas* myoha* viivas*
    rikki rikkou* rikkina* viallin* vika* virhe* vaar* puutt* puuttu* kadon* katos* hukas* hukkaan kaatu* jumi* jumittaa bugi*
    epaselv* sekav* monimutk* vaikea* hankala* hankalaa mahdoton* turha* turhaut* arsytt* pettyn* pettymys* petyi* vihain*
    suuttu* harmi* harmitt* valitet* valitus valitt* reklama* ongelm* tyly* tylya epaystavalli* toykea* epaluotettav*
    kallis kalli* ylihin* huijau* huijat* vedatys epareilu* tuplavelo* veloite* odott* odotan odotus* jonot* jono* peruu* peru
    irtisano* unohd* unohtu* laiminly* ei-toimi sotku* sekais* likai* vaaralli* rikkoutu* vahing* kesken tuplana`,
  weak: 'ongelm* odot*',
  praisePhrases: `
    ei valittamista, ei ole valittamista/moitteita/ongelmia, ei ole mitaan valittamista/ongelmia,
    ei ole ollut ongelmia, ei ole ollut mitaan ongelmia, ei ollut ongelmia, ei ollut mitaan ongelmia,
    ei valitettavaa, ei moitteita, ei moitittavaa, ei mitaan valittamista, ei mitaan moitittavaa,
    ei ongelmia, ei mitaan ongelmia, ilman ongelmia, ei mitaan parannettavaa, ei parannettavaa, ei huono, ei
    hullumpi, kaikki hyvin, kaikki ok, kaikki toimii, toimii hyvin, toimii loistavasti, hyvin toimii, kiitos
    paljon, suuri kiitos, iso kiitos, hyvaa tyota, jatkakaa samaan malliin, ajallaan, ajoissa, hyvalla mielella,
    pelasti paivan, viiden tahden`,
  complaintPhrases: `
    missa ~ tilaukseni/pakettini/rahani/tilaus/paketti, kahteen kertaan, kaksi kertaa, kahdesti, tuplaveloitus, ei toimi, eivat toimi, ei toiminut, ei vastaa, ei
    vastata, ei vastattu, ei vastausta, kukaan ei, ei kukaan, ei mitaan, ei viela, vielakaan, edelleenkaan, ei ole saapunut, ei
    saapunut, ei tullut, ei auta, ei auttanut, ei onnistu, ei onnistunut, ei paase, ei aukea, ei lataudu, ei
    loydy, ei ole, ei voi, ei saa, taas kerran, jo kolmannen, kolmatta kertaa, toista kertaa, ei enaa, en enaa, en
    suosittele, ei suositella, liian hidas, liian kallis, liian kauan, liian pitka, liian, rahat takaisin, haluan
    rahani, viikkoja, kuukausia, tuntikausia, monta paivaa, jattaa toivomisen, miksi ei, pitaako, ajan hukkaa`,
  wishes: `
    pitaisi, pitaisivat, voisi olla, voisi, voisivat, voisitte, olisi hyva, olisi kiva, olisi mukava, olisi
    parempi, olisi voinut, toivoisin, toivon, toivomme, toivoisimme, parannettavaa, parantaa, kaipaan, kaipaisin,
    kaivataan, olisin odottanut, saisi olla`,
  idle: 'hyvaa paivaa, ystavallisin terveisin, hyvaa huomenta, hyvaa viikonloppua, ei vain, kiitos etukateen, hyvissa ajoin',
  negators: 'ei en emme ette eivat et ilman eika enka kukaan mikaan tuskin vielakaan edelleenkaan ollenkaan lainkaan',
  expected: `
    toimi* vasta* saapu* tull* tul* autta* onnistu* loyd* paase* saa* sai sain saimme aukea* lataudu* yhdisty* palaut* hyvite* ilmoit* kerro* kuul*
    ymmar* selit* sovi* kay* soit*`,
  starters: 'enemman, parempi, parempaa, vahemman, nopeampi, miksi, milloin, korjatkaa',
  contrasts: 'mutta kuitenkin vaikka silti paitsi',
  stopWords: `
    eika kukaan miksi milloin oli kiitos ja on ei etta se oli olen ovat mutta kun niin tai jo viela myos joka mina me te he hanen minun meidan teidan tama taman mika
    mita kuin ole olla en emme ette eivat sitten nyt vain kaikki siita han ihan ollut olemme olisi voi minulle meille`,
});
