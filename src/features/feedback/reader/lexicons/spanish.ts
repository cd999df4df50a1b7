import { lexiconOf } from '../lexicon.ts';

export const spanish = lexiconOf({
  code: 'es',
  praise: `
    bueno buena buenos buenas buen bien genial genialidad excelente* estupend* fantastic* maravillos* increible* perfect* magnific*
    esplendid* fenomenal impecable* inmejorable* extraordinari* amable* amabilidad simpatic* atent* servicial* profesional*
    eficiente* eficaz rapid* agil puntual* facil facilmente facilidad comod* sencill* util utiles practic* fiable* clar*
    gracias agradec* encanta encantad* encanto recomiendo recomendable* recomendar recomendamos feliz felices content* satisfech*
    impresionad* felicidades felicit* enhorabuena mejor mejores gusta gusto gustado ayudado ayudo solucionad* resuelt* resolvio
    solucionaron resolvieron bonito bonita`,
  complaint: `
    mal mala malo malas malos malisim* pesim* horrible* terrible* fatal desastre desastros* lamentable* vergonzos* verguenza
    inaceptable* intolerable* inutil* basura asco asqueros* lent* lentitud tarde tardan tarda tardo tardaron retras* demora*
    rot* roto estropead* averiad* defectuos* error* fallo* falla* fallan fallando incorrect* equivocad* equivoc* incomplet*
    antipatic* maleducad* groser* borde desagradable* incompetente* decepci* decepcionad* decepcionante* insatisfech*
    enfadad* indignad* frustr* molest* hart* cansad* triste preocupad* problema* queja* quejar* reclam* incidencia*
    falta faltan faltaba perdid* perdieron perdio caro cara caros caras carisimo estafa* enganad* engan* timo robo injust*
    confus* complicad* dificil dificultad* imposible* cancelad* cancelar bloquead* cuelga colgado espera esperando esperar
    esperado cobraron duplicad* suci* peligros* ridicul* abandonad* ignorad* ignoran olvid* caos danad* penoso penosa`,
  weak: 'problema problemas esperar esperando espera',
  praisePhrases: `
    sin problema, sin problemas, ningun problema, sin quejas, ninguna queja, no tengo queja, no tengo ninguna
    queja, no tenemos ninguna queja, ninguna pega, no tengo quejas, nada que objetar, nada que mejorar, nada malo,
    no puedo quejarme, no me puedo quejar, no podria ser mejor, muchas gracias, mil gracias, todo bien, todo
    perfecto, muy bien, muy buena, muy bueno, me encanta, nos encanta, a tiempo, de diez, un diez, sigan asi,
    seguid asi, buen trabajo, vale la pena, de maravilla, la mejor, el mejor, los mejores, lo mejor, da gusto, nos
    ha salvado, me ha salvado, problema resuelto, resolvieron el problema, solucionaron el problema, no esta mal, nunca tuve/tuvimos/hubo ~ problema/problemas,
    nunca he/hemos/ha tenido ~ problema/problemas/queja/quejas,
    no tarda`,
  complaintPhrases: `
    dos veces, cobrado dos veces, cobro doble, doble cobro, cargo doble, me han cobrado, nos han cobrado, de mas,
    no funciona, no funcionan, no funciono, no sirve, no va, no anda, no carga, no abre, no llega, no llego, no ha/han
    llegado, no contestan, no contesta, no responden, no responde, no respondieron, nadie contesta, nadie
    responde, nadie me, nadie nos, nadie sabe, sin respuesta, sin solucion, sin explicacion, sin avisar, ninguna
    respuesta, ninguna solucion, no hay, todavia no, aun no, sigo/sigue/siguen/seguimos sin, donde esta/estan mi/mis/nuestro ~ pedido/paquete/dinero/envio/reembolso, sigo esperando, seguimos
    esperando, otra vez, de nuevo, una y otra vez, cada vez que, por que no, nunca mas, no volvere, no recomiendo,
    no lo recomiendo, no la recomiendo, muy caro, demasiado caro, demasiado lento, demasiado, deja mucho que
    desear, me siento enganado, mi dinero, quiero mi dinero, devolucion del dinero, tres semanas, hace semanas,
    hace meses, llevo semanas, llevo dias, llevo meses, llevamos semanas, llevamos dias, llevamos meses, hora de
    espera, horas de espera, tiempo de espera, atencion nula, perdida de tiempo, no es lo que, no coincide`,
  wishes: `
    deberia, deberian, tendria que, tendrian que, podria mejorar, podrian mejorar, podria ser mejor, podrian,
    estaria bien, seria bueno, seria mejor, seria genial, seria util, seria estupendo, me gustaria, nos gustaria,
    ojala, hay que mejorar, a mejorar, mejorable, necesita mejorar, falta mejorar, mejoren, espero que`,
  idle: 'un saludo, buenos dias, buenas tardes, buenas noches, no solo, tal vez, mas o menos, en general, por lo general, gracias de antemano, espero su respuesta',
  negators: 'no ni nunca jamas nadie nada ningun ninguna ninguno sin tampoco apenas',
  expected: `
    funcion* respond* respuest* contest* lleg* recib* ayud* atend* atiend* entiend* entend* solucion* resolv* explic* inform* carg*
    abr* encuentr* encontr* devolv* devuelt* reembols* disponible* posible* enviad* entreg* sirve sirven avis* cumpl* conect*`,
  starters: 'mas, mejorar, menos, por favor, por que, cuando, arreglen',
  contrasts: 'pero sino aunque',
  stopWords: `
    el la los las un una unos unas y que de del en no es por con para se lo al su sus me mi nos le les como mas pero ha he han hemos
    nunca nada nadie muy todo toda esta este esto estoy son fue era ser si ya porque cuando desde hasta yo te tu hay mis nuestro nuestra o`,
});
