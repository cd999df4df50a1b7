import { lexiconOf } from '../lexicon.ts';

export const french = lexiconOf({
  code: 'fr',
  praise: `
    bon bonne bons bonnes bien super genial geniale geniaux excellent* parfait* formidable* fantastique* magnifique* merveilleu*
    extraordinaire* remarquable* impeccable* irreprochable* top nickel chapeau bravo merci remercie remercions felicit*
    sympa sympathique* aimable* gentil* agreable* souriant* accueillant* attenti* serviable* professionnel* competent* efficace*
    rapide* rapidement rapidite facile* facilement fluide* pratique* utile* fiable* ponctuel* intuiti* clair claire
    recommande recommandons recommander ravi* content contente contents contentes satisfait* heureu* enchant* conquis
    adore adorons aime aimons plaisir qualite mieux meilleur* aide reussi* resolu* soulag* reactif reactive reactifs reactivite`,
  complaint: `
    mauvais* mal horrible* terrible* affreu* catastroph* nul nulle nuls nulles lamentable* minable* honteu* honte scandaleu* scandale
    inadmissible* inacceptable* insupportable* intolerable* inutil* pourri* lent lente lents lentes lenteur* lentement retard* tard
    tardi* casse* panne* defectueu* defaillan* erreur* faux fausse incorrect* incomplet* bug bugs bugue* plante plantent plantage*
    bloque* impoli* desagreable* arrogant* incompeten* decu* decev* deception* mecontent* insatisf* enerv* agac* frustr* furieu*
    fache* triste* inquiet* probleme* souci* reclam* plainte* plaindre manque* manquant* perdu* perte introuvable*
    cher chere chers trop-cher arnaque* escroc* voleur* vol trompe* mensonge* mensonger* mentir injuste* confus* complique* difficile*
    impossible* annule* annulation refus* ignor* oubli* attends attendons attendre attendu attente* malheureusement helas dommage
    sale sales danger* degat* abime* desastre* chaos galere* dommage inefficace* injoignable* litige resilier resiliation`,
  weak: 'probleme problemes souci soucis attendre attente',
  praisePhrases: `
    rien a redire, rien a dire, rien a ameliorer, rien a reprocher, aucun probleme, sans probleme, pas de
    probleme, aucun souci, sans souci, pas de souci, aucune plainte,
    jamais de probleme/problemes/souci/soucis, jamais eu ~ probleme/problemes/souci/soucis, aucun reproche, aucun defaut, tout va bien,
    tout est parfait, tout est bien, tres bien, tres bon, tres bonne, un grand merci, merci beaucoup, mille
    mercis, a l heure, dans les temps, au top, continuez comme ca, rien ne manque, je recommande, pas mal, vaut le
    coup, vaut la peine, sans faute, sans accroc, le meilleur, la meilleure, les meilleurs, ne pourrait etre
    mieux, on ne peut mieux, m a sauve, nous a sauves, bon travail, beau travail, probleme resolu, probleme regle,
    a resolu le probleme, a regle le probleme`,
  complaintPhrases: `
    deux fois, preleve deux fois, facture deux fois, debite deux fois, double prelevement, double facturation, en
    double, ne marche pas, ne marche plus, ne fonctionne pas, ne fonctionne plus, ne repond pas, ne repond, ne
    sert a rien, marche pas, fonctionne pas, pas de reponse, aucune reponse, sans reponse, pas de nouvelles,
    aucune nouvelle, aucune explication, aucune solution, aucune aide, pas d explication, personne ne, personne n
    a, toujours pas, toujours rien, pas encore, encore une fois, une fois de plus, jamais recu, jamais arrive, pas
    recu, pas arrive, pas livre, pas normal, trop cher, trop lent, trop long, trop longtemps, trop de temps, trop
    tard, trop, plus jamais, je ne recommande pas, a fuir, a eviter, deconseille, perte de temps, depuis des
    semaines, depuis des jours, depuis des mois, depuis une semaine, depuis deux, depuis trois, des heures, laisse
    a desirer, je veux etre rembourse, remboursez, mon argent, n importe quoi, pas a la hauteur, pas serieux, pas
    du tout, fonctionne/marche/repond/charge/ouvre ~ pas/plus,
    ou est/sont mon/ma/mes ~ commande/colis/argent/livraison/remboursement, pas possible, pas clair, pas content, pas contente, rien ne, pas conforme`,
  wishes: `
    devrait, devraient, devriez, il faudrait, faudrait, pourrait etre mieux, pourrait etre plus, pourrait etre,
    pourraient etre, pourriez, ce serait bien, serait bien, ce serait mieux, serait mieux, serait utile, serait
    appreciable, j aimerais, nous aimerions, aurait ete, j aurais aime, aurais prefere, a ameliorer, peut mieux
    faire, merci de corriger, merci d ameliorer, dommage que, j espere que, reste a ameliorer`,
  idle: 'bien cordialement, bien sur, bien que, ou bien, eh bien, merci de me, merci de nous, merci d avance, bonne journee, bonne soiree, bonne chance, non seulement, pas seulement, aussi bien, combien, mal de tete',
  negators: 'pas ne n non jamais rien aucun aucune sans ni personne plus guere',
  expected: `
    dit marche* fonctionn* repond* repons* repondu arrive* recu* recev* livr* rembours* aide* ecout* compr* explique* inform* disponible*
    possible* charge* ouvr* trouv* rappel* contact* connect* envoy* respect* tenu* tenue* prevenu* accessible*`,
  starters: 'plus de, moins de, ameliorer, ameliorez, merci de, pourquoi, quand, svp',
  contrasts: 'mais cependant pourtant toutefois neanmoins quoique',
  stopWords: `
    le la les un une des et est que qui de du en au aux ne pas je j il elle nous vous ils on ce cette ces mon ma mes votre vos notre
    nos son sa ses pour par sur avec dans plus ete suis sont avez avons ont ai a mais tres tout c d l qu s n se me depuis
    rien jamais personne encore toujours comme si ou leur y`,
});
