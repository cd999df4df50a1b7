// For Slack's command line, which asks for the manifest as JSON: plain JavaScript, because it takes whatever Node there is.
import { readFileSync } from 'node:fs';
import { getProtocol } from '@slack/cli-hooks/src/protocols.js';
import { parse } from 'yaml';

const manifest = parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'));
getProtocol(process.argv).respond(JSON.stringify(manifest));
