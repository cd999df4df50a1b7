/** With which the source `survey` signs in tests. */
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
