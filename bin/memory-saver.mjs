import { setFlagsFromString } from 'node:v8';

// By itself V8 takes twice the memory that the bot needs. This costs deliveries a second, of which there are enough:
// docs/adr/0005 has the figures, `npm run bench -- deliveries memory` measures both.
setFlagsFromString('--memory-saver-mode');
