// Numbers by chance, and the same each time.

import { DRAW_SEED } from "../rules.ts";

/** Numbers from 0 up to 1: Marsaglia's xorshift (2003), of 32 bits. */
export function randomOf(seed: number): () => number {
  let state = seed * DRAW_SEED;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
