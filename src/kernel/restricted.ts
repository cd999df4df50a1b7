/** What a complaint is about that only few may read. */
export const RESTRICTED = ['colleague', 'harassment', 'legal', 'safety', 'breach'] as const;
export type Restricted = (typeof RESTRICTED)[number];
