/** Slack's codes in plain words, for the inspector. @type {Readonly<Record<string, string>>} */
const WORDS = {
  already_reacted: 'The app has reacted with that before.',
  cant_update_message: 'Only its author can change a message.',
  channel_not_found: 'No such conversation, or a private one that the app is not in.',
  dispatch_failed: 'The app could not be reached, or answered with an error.',
  exchanged_trigger_id: 'The trigger_id was used before; each is good for one view.',
  expired_trigger_id: 'The trigger_id was used later than 3 seconds after the click.',
  expired_url: 'A response_url is good for 30 minutes.',
  invalid_arguments: 'An argument is missing or of the wrong kind.',
  invalid_auth: 'The token is not one of this workspace.',
  invalid_blocks: 'The blocks break a rule of Block Kit; the answer says which.',
  is_archived: 'The channel is archived.',
  message_not_found: 'No such message in that conversation.',
  missing_scope: 'The app lacks a scope for this; the answer says which.',
  msg_too_long: 'The text is longer than Slack takes.',
  no_text: 'A message needs text, blocks or attachments.',
  not_authed: 'No token came with the call.',
  not_in_channel: 'The app is not in this channel.',
  operation_timeout: 'The app did not acknowledge in time.',
  ratelimited: 'Too many calls: wait as long as Retry-After says.',
  unacknowledged: 'The app did not acknowledge in time.',
  unknown_method: 'Slack has no such method.',
  used_url: 'A response_url is good for 5 answers.',
  user_not_found: 'No such person.',
  view_not_found: 'The view is closed, or was never open.',
};

/** What an outcome means; empty where all went well, or where the code says it all. */
export function meaningOf(/** @type {string} */ outcome) {
  if (outcome.startsWith('ok, but')) return 'Slack did it, and a scripted fault lost the answer.';
  return Object.hasOwn(WORDS, outcome) ? WORDS[outcome] : '';
}
