import type { Restricted } from '../../../kernel/restricted.ts';

/** Words of what only few may read, folded: English, German, Spanish, French, Finnish. */
export const RESTRICTED_WORDS: Readonly<Record<Exclude<Restricted, 'colleague'>, string>> = {
  harassment: `
    harassed, harassing, harassment, sexually, groped, groping, touched me, touching me, stalked, stalking, racist, racism,
    racial, sexist, sexism, homophobic, discriminated, discrimination, bullied, bullying, threatened me/us/my, threatens
    me/us, threatening me/us,
    belastigt, belastigung, begrapscht, rassistisch, rassistische, rassismus, sexistisch, sexismus, diskriminiert,
    diskriminierung, gemobbt, mobbing, mich/uns bedroht, bedrohte mich/uns,
    acoso, acosada, acosado, acosaron, manoseo, racista, racismo, machista, discriminacion, discriminada, discriminado,
    me/nos amenazo, amenazado, amenazada,
    harcelement, harcele, harcelee, raciste, racisme, sexiste, sexisme, discrimination, discrimine, discriminee, m a menace,
    m a menacee, nous a menaces, attouchements,
    hairinta, hairintaa, hairitsi, ahdisteli, ahdistelu, ahdistelua, kourittiin, rasistinen, rasistista, rasismi, rasismia,
    seksistinen, syrjinta, syrjintaa, syrjittiin, uhkaili minua/meita, uhkasi minua/meita`,
  legal: `
    lawyer, lawyers, solicitor, solicitors, attorney, attorneys, legal action, legal proceedings, legal steps, take legal,
    sue you/them, suing you/them, will sue, in court, to court, court case, small claims, ombudsman, press charges,
    anwalt, anwalte, anwaltin, rechtsanwalt, rechtsanwaltin, rechtliche schritte, rechtlich vorgehen, vor gericht, klage
    einreichen, verklagen, strafanzeige, verbraucherzentrale,
    abogado, abogada, abogados, acciones legales, medidas legales, demandarles, demandaros, los/les voy a demandar,
    voy/vamos a demandar, ante los tribunales, ir a juicio, poner una denuncia,
    mon/notre/nos/votre avocat/avocate/avocats, prendre/contacter/consulter un avocat, en justice, au tribunal, tribunaux, porter plainte, porterai plainte, mise en
    demeure, poursuites,
    asianajaja, asianajajaan, asianajajan, lakimies, lakimiehen, lakimieheen, lakimieheni, oikeuteen, oikeustoimiin,
    oikeustoimia, kuluttaja asiamies, kuluttajariitalautakunta, kuluttajariitalautakuntaan, rikosilmoitus, rikosilmoituksen`,
  safety: `
    unsafe, dangerous, injured, injury, injuries, hurt myself, hospitalised, hospitalized, electric shock,
    electrocuted, caught fire, catches fire, on fire, fire hazard, burned/burnt my/her/his hand/hands/face/arm/finger/fingers,
    smoke coming, smoke came, smoke from, full of smoke, exploded, explosion, allergic reaction, food poisoning, poisoned,
    gefahrlich, gefahrliche, verletzt, verletzung, stromschlag, brandgefahr, feuer gefangen, hat gebrannt, explodiert,
    verbruht, allergische reaktion,
    peligroso, peligrosa, herido, herida, heridos, descarga electrica, se incendio, se prendio, prendio fuego, exploto,
    me queme, reaccion alergica,
    dangereux, dangereuse, blesse, blessee, blessure, choc electrique, decharge electrique, pris feu, a explose, brule la
    main, reaction allergique,
    vaarallinen, vaarallista, loukkaantui, loukkaannuin, sahkoisku, sahkoiskun, syttyi palamaan, syttyi tuleen, tulipalo,
    palovaara, rajahti, poltti katensa, poltin kateni, allerginen reaktio`,
  breach: `
    data breach, data leak, data leaked, data was/were leaked, leaked my/our ~ data/details, leaked customer data, hacked,
    identity theft, data was/were stolen, stolen data, other customer s data/details/invoice/invoices/account/name, another
    customer s data/details/invoice/invoices/account/name, other customers data/details/invoices/names, someone else s
    data/details/invoice/account/order, somebody else s data/details/invoice/account/order, gdpr violation/breach, privacy breach,
    datenleck, datenpanne, datenschutzverletzung, datenschutzverstoss, dsgvo verstoss, gehackt, daten anderer, daten eines anderen,
    daten von anderen, fremde daten, rechnung eines anderen,
    filtracion de datos, fuga de datos, robo de datos, datos de otro/otra/otros, factura de otro, hackeado, hackeada,
    hackearon,
    fuite de donnees, vol de donnees, donnees d un autre, donnees d autres, facture d un autre, pirate, piratee, violation du rgpd,
    tietovuoto, tietovuodon, tietomurto, tietosuojaloukkaus, hakkeroitu, hakkeroitiin, toisen asiakkaan
    tiedot/lasku/laskun/nimi, muiden asiakkaiden tiedot/laskut/nimet`,
};

/** How somebody behaved, as people complain of it. */
export const CONDUCT_WORDS = `
  rude, rudely, impolite, shouted, shouting, yelled, yelling, screamed, swore, swearing, insulted, insulting, lied, liar,
  lying, mocked, laughed at, made fun, arrogant, condescending, patronising, patronizing, aggressive, aggressively, abusive,
  unprofessional, dismissive, disrespectful, incompetent, lazy, drunk, hostile, nasty, hung up on, offensive, inappropriate,
  humiliated, intimidated, threatened, refused to help, ignored me/us, unfriendly, unhelpful, attitude, stole, cheated,
  complaint about, complain about, complaining about,
  unhoflich, unverschamt, frech, angeschrien, schrie, beschimpft, beleidigt, beleidigend, gelogen, lugt, lugner, lugnerin,
  herablassend, aggressiv, unprofessionell, respektlos, inkompetent, betrunken, unfreundlich, beschwerde uber, beschwere
  mich uber, beschweren uber,
  grosero, grosera, maleducado, maleducada, grito, gritaba, gritando, insulto, insultaba, mintio, mentiroso, mentirosa,
  arrogante, prepotente, agresivo, agresiva, irrespetuoso, irrespetuosa, incompetente, borracho, borracha, quejarme de,
  queja contra, queja sobre,
  impoli, impolie, malpoli, malpolie, grossier, grossiere, crie, hurle, insulte, insultee, menti, menteur, menteuse,
  condescendant, condescendante, agressif, agressive, irrespectueux, irrespectueuse, incompetent, incompetente, ivre,
  plainte contre, plaindre de,
  tyly, tylysti, toykea, toykeasti, epakohtelias, epakohteliaasti, huusi, karjui, haukkui, solvasi, loukkasi, valehteli,
  valehtelija, ylimielinen, ylimielisesti, aggressiivinen, epaammattimainen, humalassa, kannissa, valitus, valitan,
  valittaa`;

/** Words a little before that turn it into its contrary: "never rude". */
export const NEGATORS = new Set(
  'not no never nor neither without nobody none isnt wasnt nicht kein keine nie niemals ohne no nunca jamas sin ningun ninguna ni ne pas jamais sans aucun aucune ei en et emme eivat koskaan ilman'.split(
    ' ',
  ),
);
