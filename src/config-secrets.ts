/** Secrets by source of feedback; several for one source while they are being rotated. */
export type IngestSecrets = ReadonlyMap<string, readonly string[]>;

const KINDS: Readonly<Record<string, string>> = {
  'xoxb-': 'a bot token',
  'xoxp-': "a user's token",
  'xapp-': 'an app-level token',
  'xoxe-': 'a refresh token',
  'xoxe.': 'a token that expires',
  'xoxs-': 'a browser session',
  'xoxc-': 'a browser session',
};

const PLACEHOLDER = /your|change-?me|change_me|example|placeholder|todo|xxxx|\.\.\.|…|</i;

/** What is wrong with an address that customers are to open; without repeating it, because it may hold a password. */
export function publicUrlProblem(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return 'is no web address';
  if (url.username || url.password || url.search || url.hash)
    return 'has more than a host and a path: no name, password, ? or # belongs there';
  // An inert text must stay what it is, in Slack and in a mail.
  if (!/^[\w.:/[\]-]+$/.test(address)) return 'has characters that no such address needs';
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || local ? undefined : 'is not https: customers would answer in the open';
}

/** By Standard Webhooks (`whsec_` and the base64 of 24 to 64 random bytes). */
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** What is wrong with a Slack token that has to begin with `prefix`, without repeating it. */
export function tokenProblem(token: string, prefix: 'xoxb-' | 'xapp-'): string | undefined {
  const wanted = `${KINDS[prefix]} (${prefix}) is needed`;
  if (!token.startsWith(prefix)) {
    const kind = Object.keys(KINDS).find((start) => token.startsWith(start));
    return kind ? `is ${KINDS[kind]} (${kind}) where ${wanted}` : `is no Slack token: ${wanted}`;
  }
  return /^[A-Za-z0-9.-]+$/.test(token) ? undefined : 'has characters that no token has, perhaps a quote or a space';
}

export function signingSecretProblem(secret: string): string | undefined {
  if (/^xox|^xapp/.test(secret)) return 'is a token where the signing secret is needed';
  return /[\s"']/.test(secret) ? 'has a quote or a space, which no signing secret has' : undefined;
}

/** Slack's own secrets are long and random; only a stand-in for Slack takes others. */
export function unrealProblem(secret: string): string | undefined {
  if (PLACEHOLDER.test(secret)) return 'is a placeholder';
  if (secret.length < 16) return 'is too short to be real';
  return isMonotonous(secret.replace(/^x[a-z]+-/, '')) ? 'is a placeholder' : undefined;
}

/** Reads `support=whsec_…,shop=whsec_…`; a source may come several times. Problems name the source, never the secret. */
export function ingestSecretsFrom(text: string): { secrets: IngestSecrets; problems: readonly string[] } {
  const secrets = new Map<string, string[]>();
  const problems: string[] = [];
  text.split(',').forEach((entry, i) => {
    const { source, secret } = pairFrom(entry.trim());
    const problem = pairProblem(source, secret);
    if (problem) problems.push(`${problem} (pair ${i + 1})`);
    else secrets.set(source, [...(secrets.get(source) ?? []), secret]);
  });
  return { secrets, problems };
}

function pairFrom(entry: string) {
  const at = entry.indexOf('=');
  return at < 0 ? { source: '', secret: entry } : { source: entry.slice(0, at), secret: entry.slice(at + 1) };
}

function pairProblem(source: string, secret: string): string | undefined {
  if (source === '' || source.startsWith('whsec_')) return 'has a pair without a source before "="';
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(source)) {
    return 'has a source whose name is not made of small letters, digits, - and _';
  }
  if (source === 'slack') return 'has a source called "slack", which is the name of Slack\'s own events';
  const problem = webhookSecretProblem(secret);
  return problem && `has for "${source}" a secret that ${problem}`;
}

function webhookSecretProblem(secret: string): string | undefined {
  if (!secret.startsWith('whsec_')) return 'does not begin with whsec_';
  const encoded = secret.slice('whsec_'.length);
  const key = Buffer.from(encoded, 'base64');
  if (PLACEHOLDER.test(encoded) && key.length < MIN_BYTES) return 'is a placeholder';
  if (key.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, '')) return 'is not base64 after whsec_';
  if (key.length < MIN_BYTES) return `is ${key.length} bytes long: at least ${MIN_BYTES} are needed`;
  if (key.length > MAX_BYTES) return `is ${key.length} bytes long: at most ${MAX_BYTES} are allowed`;
  return isMonotonous(encoded) ? 'is a placeholder' : undefined;
}

/** Fewer different characters than chance would ever give: `aaaaaaaa`, `00000000`, `abcabcabc`. */
const isMonotonous = (secret: string) => new Set(secret).size < 6;
