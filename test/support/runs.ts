/** How many made-up cases a test tries: few in everyday life, so many with PROPERTY_RUNS=1000. */
export const runs = (usual: number): number => Number(process.env.PROPERTY_RUNS ?? usual);
