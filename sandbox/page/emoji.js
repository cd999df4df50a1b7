/** The shortcodes people use most; an unknown one is shown as it was typed. */
const LIST = `+1 👍|-1 👎|100 💯|adult 🧑|airplane ✈️|alarm_clock ⏰|angry 😠|apple 🍎|arrow_down ⬇️|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️
|arrows_counterclockwise 🔄|astonished 😲|baby 👶|ballot_box_with_check ☑️|balloon 🎈|bar_chart 📊|beach_with_umbrella 🏖️|bell 🔔|bellhop_bell 🛎️|birthday 🎂|blossom 🌼
|blue_heart 💙|blush 😊|book 📖|bookmark 🔖|books 📚|boom 💥|bouquet 💐|bow 🙇|broken_heart 💔|bug 🐛|bulb 💡|busts_in_silhouette 👥
|calendar 📆|cake 🍰|calling 📲|car 🚗|card_index 📇|cat 🐱|chart_with_downwards_trend 📉|chart_with_upwards_trend 📈|checkered_flag 🏁|cherry_blossom 🌸|clap 👏
|clipboard 📋|clock1 🕐|closed_book 📕|cloud ☁️|coffee ☕|cold_sweat 😰|computer 💻|confetti_ball 🎊|confused 😕|construction 🚧|credit_card 💳|cry 😢
|date 📅|diamond_shape_with_a_dot_inside 💠|disappointed 😞|dizzy 💫|dog 🐶|door 🚪|e-mail 📧|email ✉️|envelope ✉️|exclamation ❗|eyes 👀|face_with_monocle 🧐
|fast_forward ⏩|fire 🔥|flag-fi 🇫🇮|flag-us 🇺🇸|flushed 😳|four_leaf_clover 🍀|gear ⚙️|gem 💎|gift 🎁|globe_with_meridians 🌐|green_heart 💚|grey_question ❔
|grimacing 😬|grin 😁|grinning 😀|hammer 🔨|hammer_and_wrench 🛠️|handshake 🤝|headphones 🎧|heart ❤️|heart_eyes 😍|heavy_check_mark ✔️|heavy_plus_sign ➕|hibiscus 🌺
|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|hugging_face 🤗|inbox_tray 📥|incoming_envelope 📨|information_source ℹ️|joy 😂|key 🔑|label 🏷️|large_blue_circle 🔵
|large_green_circle 🟢|large_orange_circle 🟠|large_purple_circle 🟣|large_red_square 🟥|large_yellow_circle 🟡|laughing 😆|ledger 📒|link 🔗|lock 🔒|loudspeaker 📢|love_letter 💌
|mag 🔍|mag_right 🔎|mailbox 📫|mega 📣|memo 📝|medal 🏅|money_with_wings 💸|moneybag 💰|moon 🌔|muscle 💪|mute 🔇|neutral_face 😐|new 🆕|no_bell 🔕|no_entry ⛔
|no_entry_sign 🚫|octagonal_sign 🛑|ok 🆗|ok_hand 👌|open_hands 👐|orange_heart 🧡|outbox_tray 📤|package 📦|page_facing_up 📄|paperclip 📎|partying_face 🥳|pause_button ⏸️
|pencil ✏️|pencil2 ✏️|pensive 😔|phone ☎️|telephone_receiver 📞|point_down 👇|point_right 👉|point_up ☝️|pray 🙏|purple_heart 💜|pushpin 📌|question ❓|rage 😡
|rainbow 🌈|raised_hands 🙌|raising_hand 🙋|receipt 🧾|recycle ♻️|red_circle 🔴|relaxed ☺️|relieved 😌|repeat 🔁|rocket 🚀|rose 🌹|rotating_light 🚨|round_pushpin 📍
|runner 🏃|sad 😢|salute 🫡|saluting_face 🫡|scales ⚖️|scream 😱|seedling 🌱|shield 🛡️|sleeping 😴|slightly_frowning_face 🙁|slightly_smiling_face 🙂|small_blue_diamond 🔹
|small_orange_diamond 🔸|smile 😄|smiley 😃|smirk 😏|sob 😭|sos 🆘|sparkle ❇️|sparkles ✨|sparkling_heart 💖|speech_balloon 💬|spiral_calendar_pad 🗓️|star ⭐|star2 🌟
|stopwatch ⏱️|sun_with_face 🌞|sunflower 🌻|sunglasses 😎|sunny ☀️|sweat 😓|sweat_smile 😅|tada 🎉|taxi 🚕|telephone 📞|thermometer 🌡️|thinking_face 🤔|thought_balloon 💭
|ticket 🎫|timer_clock ⏲️|triangular_flag_on_post 🚩|trophy 🏆|truck 🚚|tulip 🌷|umbrella ☂️|unamused 😒|unlock 🔓|v ✌️|warning ⚠️|wastebasket 🗑️|watch ⌚|wave 👋
|weary 😩|white_check_mark ✅|white_circle ⚪|wink 😉|wrench 🔧|writing_hand ✍️|x ❌|yellow_heart 💛|yum 😋|zap ⚡|zzz 💤`;

/** @type {Record<string, string>} */
const ALIASES = { thumbsup: '+1', thumbsdown: '-1', simple_smile: 'slightly_smiling_face', satisfied: 'laughing' };

/** @type {Map<string, string>} */
const EMOJI = new Map(LIST.split('|').map((entry) => /** @type {[string, string]} */ (entry.trim().split(' '))));
/** @type {Record<string, string>} */
const SKIN_TONES = { 2: '\u{1F3FB}', 3: '\u{1F3FC}', 4: '\u{1F3FD}', 5: '\u{1F3FE}', 6: '\u{1F3FF}' };

/** The sign of a shortcode such as `wave` or `wave::skin-tone-3`, undefined when it is not known. */
export function emojiSign(/** @type {string} */ name) {
  const [base = name, tone] = name.split('::skin-tone-');
  const sign = EMOJI.get(ALIASES[base] ?? base);
  return sign && tone ? sign + (SKIN_TONES[tone] ?? '') : sign;
}

/** What the reaction picker offers first. */
export const QUICK_REACTIONS = 'white_check_mark eyes +1 raised_hands heart tada'.split(' ');

/** Every name that contains what was typed, best first. */
export function emojiNamed(/** @type {string} */ typed, limit = 48) {
  const wanted = typed.trim().toLowerCase().replaceAll(':', '');
  const rank = (/** @type {string} */ name) => (name.startsWith(wanted) ? 0 : 1);
  const found = [...EMOJI.keys()].filter((name) => name.includes(wanted));
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, limit);
}
