import { setFlagsFromString } from 'node:v8';

// By itself V8 takes twice the memory that the bot needs, for speed that the bot has no use for (`npm run bench`).
setFlagsFromString('--memory-saver-mode');
