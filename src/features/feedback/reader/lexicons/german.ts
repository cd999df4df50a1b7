import { lexiconOf } from '../lexicon.ts';

export const german = lexiconOf({
  code: 'de',
  praise: `
    gut gute guter gutes guten gutem super toll tolle toller tolles klasse prima spitze hervorragend* ausgezeichnet* perfekt*
    fantastisch* grossartig* wunderbar* genial* exzellent* vorbildlich* einwandfrei* tadellos* reibungslos* problemlos*
    freundlich* nett nette netter nettes netten hilfsbereit* hilfreich* kompetent* zuverlassig* schnell* zugig* flott
    unkompliziert* einfach* ubersichtlich* praktisch* sympathisch* professionell* grosszugig* angenehm* bequem* punktlich*
    danke dankbar dank dankeschon empfehle empfehlen empfehlenswert* zufrieden begeistert* beeindruckt freue gefreut glucklich
    liebe lieben lob loben bestens beste bester bestes besten gerne geholfen gelost top mega lobenswert schon schone`,
  complaint: `
    schlecht* schlimm* furchtbar* schrecklich* katastroph* miserabel mies miese grauenhaft* unterirdisch* unmoglich* unverschamt*
    frech* unfreundlich* unhoflich* inkompetent* unzuverlassig* unprofessionell* unubersichtlich* unverstandlich*
    langsam* spat zu-spat verspat* verzoger* kaputt defekt* fehler* fehlerhaft* falsch* absturz* abgesturzt sturzt hangt
    funktionslos unbrauchbar nutzlos* sinnlos* umstandlich* kompliziert* verwirrend* unklar*
    enttausch* unzufrieden* verarger* argerlich arger nervt nervig* frustrier* wutend sauer traurig* schade leider
    problem* beschwer* reklam* mangel* mangelhaft* schaden beschadigt* fehlt fehlen fehlte gefehlt verloren vermisse
    teuer teurer uberteuert* abzocke betrug betrogen wucher unfair* ungerecht* frechheit zumutung skandal
    warte warten wartezeit* gewartet wartete vergeblich umsonst ewig ewigkeit kundigen kundigung storniert* abgelehnt
    verweigert ignoriert* vergessen gesperrt chaos chaotisch* unsauber schmutzig* dreckig* gefahrlich* unsicher zumutbar
    mahnung* doppelt stundenlang wochenlang monatelang versprochen`,
  weak: 'problem probleme warten gewartet wartezeit* mahnung* teuer spat',
  praisePhrases: `
    nichts auszusetzen, nichts zu beanstanden, nichts zu bemangeln, nichts zu verbessern, nichts zu meckern, keine
    beschwerde, keine beschwerden, keine probleme, kein problem, keine mangel, ohne probleme, ohne problem, kann ~
    nicht meckern, kann ~ nicht klagen, kann ~ nicht beklagen, konnte nicht besser, besser geht es nicht, alles
    gut, alles bestens, alles super, alles in ordnung, alles ok, weiter so, sehr gut, vielen dank, herzlichen
    dank, wie am schnurchen, geht nicht besser, immer wieder gern, immer wieder gerne, hat mir geholfen, daumen
    hoch, gar nicht schlecht, nicht schlecht, uberhaupt nicht schlecht/schlimm/teuer/kompliziert, geht ~ nicht besser,
    nie probleme, nie ein problem, nie irgendwelche probleme, auf anhieb, klappt ~ gut, funktioniert ~ gut, hat geklappt, ein lob,
    ein grosses lob, das problem gelost, problem gelost, einfach nur`,
  complaintPhrases: `
    zu spat, zu lange, zu langsam, zu teuer, zu wenig, zu viel, zu kompliziert, zu klein, zu laut, zu kurz, zu
    hoch, doppelt abgebucht, doppelt berechnet, zweimal abgebucht, zweimal berechnet, doppelt belastet, nicht
    erreichbar, nicht moglich, nicht mehr, nicht einmal, immer noch, noch immer, noch nicht, schon wieder, keine
    antwort, keine ruckmeldung, keine reaktion, keine hilfe, keine info, keine informationen, keine erklarung,
    kein ruckruf, keine losung, keine ahnung, kein support, kein geld, niemand, seit wochen, seit tagen, seit
    monaten, seit stunden, nie wieder, nicht zu gebrauchen, nicht empfehlen, lasst zu wunschen, geht gar nicht,
    geht/funktioniert/klappt/startet/ladt/offnet/lauft/hilft/antwortet/reagiert/kommt ~ nicht, uberhaupt nicht,
    einfach nicht/nie/kein/keine/keinen, wo ist/sind/bleibt mein* ~ lieferung/paket/bestellung/geld/ware/erstattung, tut sich nichts, passiert nichts, gar nichts, mein geld zuruck,
    geld zuruck, im stich gelassen, wo bleibt, wann kommt, warum ist, warum wird, warum kann, warum muss, nicht
    angekommen, nicht geliefert, nicht funktioniert, nicht geholfen, nicht beantwortet, weiss bescheid niemand`,
  wishes: `
    sollte, sollten, musste, mussten, konnte besser, konnte man, konnten besser, ware schon, ware gut, ware
    besser, ware nett, ware toll, ware hilfreich, ware es moglich, wunsche mir, wunschen uns, wunschenswert, wurde
    mir wunschen, hatte gerne, hatten gerne, hatte erwartet, hatte mir, bitte andern, bitte verbessern, bitte
    beheben, ausbaufahig, verbesserungswurdig, verbesserungsbedarf, luft nach oben`,
  idle: 'mit freundlichen grussen, freundliche grusse, liebe grusse, viele grusse, nicht nur, liebes team, sehr geehrte, guten tag, guten morgen, einfach so, liebe kollegen, so schnell wie moglich, so gut wie',
  negators: 'nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne kaum weder noch nirgends',
  expected: `
    funktionier* klapp* geht ging geliefert lieferung angekommen kam kommt antwort* geantwortet reagier* melde* gemeldet erreich*
    geholfen hilft helfen gehalten halt bekomm* erhalten verfugbar moglich informier* erklar* verstand* versteh* losung
    ruckruf* ruckmeldung zuruck* bearbeit* passiert gefunden finde* ladt laden offne* bezahlt erstatt* gutgeschrieben auffindbar`,
  starters: 'mehr, bessere, besserer, besseres, weniger, bitte, schneller, warum, wann, wieso',
  contrasts: 'aber jedoch allerdings obwohl trotzdem dennoch sondern nur',
  stopWords: `
    der die das und ist nicht ich sie wir ihr ein eine einen einem mit auf fur von dem den des im zu zum zur war waren hat habe
    haben wurde wird werden sich auch noch nach bei aus wie so dass wenn oder als mein meine unser unsere ihre es bin sind uns
    mir mich seit schon sehr kann vom am beim uber nur mal wieder bitte immer nichts kein keine nie niemand`,
});
