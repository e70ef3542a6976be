// Numbers by chance, and the same each time.

/** Numbers from 0 up to 1: Marsaglia's xorshift (2003), of 32 bits. */
export function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
