// Characters of which the tokenizers library's tables of Unicode, one of them ten years old, and a browser's may say
// different things: a text that holds one is refused, for a wrong answer is worse. Every character but most of
// Han, Hangul and private use was cut by both, in words, by itself and beside accents: these differed, or are unassigned
// in Unicode 17, where browsers that come later may know more.

/** How far each range begins after the end of the one before, and how far it ends after that: in base 36. */
const STEPS = `
oo 1 7 3 8 0 2 0 l 0 b2 0 13 1 1f 1 4 0 1k 7 s 3 7 a u 0 6p 0 1p 1 2u d 1o 2 1d 1 g 0 t 1 2 0 c 4 x f 17 o
4i 0 9 1 3 1 n 0 8 0 2 2 5 1 a 1 3 1 5 7 2 3 3 0 6 1 o 3 4 0 7 3 3 1 n 0 8 0 3 0 3 0 3 1 2 0 6 3 3 1 4 2 2 6
5 0 2 6 h a 4 0 a 0 4 0 n 0 8 0 3 0 6 1 b 0 4 0 4 1 2 e 5 1 d 6 2 6 4 0 9 1 3 1 n 0 8 0 3 0 6 1 a 1 3 1 4 7
3 3 3 0 6 1 j 9 3 0 7 2 4 0 5 2 3 0 2 0 3 2 3 2 4 2 d 3 6 2 4 0 5 1 2 5 2 d m 4 5 0 9 0 4 0 o 0 h 2 9 0 4 0
5 6 3 0 4 0 3 1 5 1 b 7 d 0 9 0 4 0 o 0 b 0 6 1 a 0 4 0 5 6 3 4 4 0 5 1 b 0 4 c d 0 4 0 16 1 9 0 4 0 7 3 h 1
r 1 3 0 j 2 p 0 a 0 2 1 8 2 2 3 7 0 2 0 9 5 b 1 4 b 1n 3 u 10 3 0 2 0 6 0 p 0 2 0 k 0 4 1 6 0 2 0 7 1 b 1 5
v 21 0 11 3 14 0 11 0 g 0 e 10 5j 0 2 4 2 1 ai 0 5 1 8 0 2 0 5 1 16 0 5 1 y 0 5 1 8 0 2 0 5 1 g 0 1m 0 5 1
1w 1 x 2 r 5 2f 1 7 1 ha 0 1c 2 2i 6 m 9 m 0 3 8 l b e 0 4 0 3 b 2n 1 b 5 b 5 g 0 b 5 2i 6 6 1 11 4 1z 9 w 0
d 3 d 3 2 2 17 1 6 a 19 3 r 5 c 2 1r 1 1u 0 u 1 c 5 b 5 f 1 g 1s 26 2 1a 2 39 7 1p 2 g 2 1r 4 18 1 c 7 18 4
6v 5 7v 1 7 1 13 1 7 1 9 0 2 0 2 0 2 0 w 1 1i 0 g 0 f 1 7 0 k 1 4 0 a 0 2u 0 d 1 s 0 e 2 y e y e 3x 3 ij l c
k 1ed 1 x 0 9q 4 1a 0 2 4 2 1 1l 6 3 d p 8 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 2s c 3 19 r 0 2i b 5z p 29 0 2f 1
2w 4 18 0 2n 0 2f 8 1d 0 68 0 mfi 2 1k 8 9p j 55 7 5r 1 3 0 2 0 9 n 1k 3 b 5 1l 7 1y 8 d 5 w 0 2d a v 2 1q 0
h 0 c 3 y 0 1k 8 f 1 b 1 2w n t 9 7 1 7 1 7 8 8 0 8 0 1m 0 3 3 3j 1 b 5 8md b o 3 1e 3 6sv 1 2z 11 8 b 6 4 r
0 6 0 2 0 3 0 3 0 3i f ce 1 1j 6 2 v 17 5 1g 0 k 0 5 3 6 0 3s 1 2 0 5b 2 7 1 7 1 7 1 4 2 8 0 8 9 6 1 d 0 r 0
k 0 3 0 g 1 f x 3g 4 4 3 1a 2 2h 0 e 2 2 1a 1b 3l u 2 1e e t 3 11 8 v 4 18 4 v 0 12 3 f 15 4f 1 b 5 11 3 11
3 15 7 1h a d 0 g 0 8 0 3 0 c 0 g 0 8 0 3 2 1h b 8o 8 n 9 9 n 2 3i 7 1 2 0 19 0 3 2 2 1 o 0 21 7 a 1b k 0 3
4 y 2 s 4 2 1r 1l 3 l 1 1f 0 3 4 9 0 4 0 u 1 4 3 b 6 a 6 1t v 14 3 d 8 1j 2 u 1 s 4 r 6 5 b 8 27 22 1i 1g c
1g 6 17 b b 5 13 8 o 7 3 5r w 0 17 5 3 f 4 1m 15 7 n a 5 q j 19 t j o 8 27 3 v 0 3 1 2 8 1w d q 6 b 5 1i 0 j
7 14 8 22 0 6 0 h 0 l a j 0 18 0 3 1q 8 0 2 0 5 0 g 0 c 5 1o 4 b 5 5 0 9 1 3 1 n 0 8 0 3 0 6 1 a 1 3 1 4 1 2
5 2 4 8 1 8 2 6 a b 0 2 1 2 0 13 0 5 9 2 0 5 0 3 2 2 0 2 17 1l 7 3 2 2 0 5 4 b 4 4 t 21 7 b 4l 1j 1 13 x 1y
a b 11 1m 6 b 5 l r s 1 2 0 e 3 o 54 1c 8 2 2u 2c b 9 1 2 1 9 0 3 0 v 0 3 5 5 c b 1x 9 1 17 7 5 0 2 0 3 q 2
9 15 5 3 k 2 5 3 2 1b c 2 4 2 h 22 5i y e b 5 a 0 13 d 2 0 2 e u 4 v o 2 6 2 1 2 22 8 0 3 0 13 k 2 8 b 5 7 0
3 0 12 3 3 0 2 0 2 6 b 1h b 6t k 1 3 a g 0 11 7 3 f b 2d 2 e 1f d pn 2t 34 0 6 a 5h 217 2q e tt g 7 o 330 4
g8 5a0 v b 4 2 b 1c5 fu 6 w 0 b 3 2a 0 b 5 v 1 7 9 1z 9 b 0 8 0 m 4 k bz 14 0 6 2 b 5h 2g 2w 24 4 1l 6 i 1r
3 0 2 f 4 8 4qh 7 yf 14 b 6w6 5 0 8 0 3 0 84 e 2 s 4 1 2 d 5 7 b1 1s3 30 4 e 2 a 6 b 1 9 317 5z 15 c5 4b 39
1n 6v 9 14 1 5f k 1z 3d l b l b 2g 8 q 3q 2e 0 20 0 3 1 2 1 3 1 5 0 d 0 2 0 8 0 1u 0 5 1 9 0 8 0 t 0 5 0 6 0
2 2 8 0 9h 1 85 1 jj e 6 0 g un w 5 7 d0 1a 9 8 1 b 3 3 8v v h 19 3 b 4 2 cv t 3 b 5x v 1 c dg 8 0 5 0 3 0 g
0 5i 1 h 14 1x 6 2 3 b ly 1x 23 1q 5d 5 0 s 0 3 0 2 1 2 0 b 0 5 0 2 0 2 5 2 3 2 0 2 0 2 0 4 0 3 0 2 1 2 0 2
0 2 0 2 0 2 0 3 0 2 1 5 0 8 0 5 0 5 0 2 0 b 0 i 4 4 0 6 0 i 1f 3 7h 19 3 2t b g 1 g 0 g 0 12 9 31 0 1u 1j u
c 19 3 a 6 3 d 7 49 rd 3 i 2 e 2 3c 3 2o 5 d 3 2 e d 3 1l 7 b 5 15 7 v 1 d 3 3 1p 9h b f 1 e 2 b 4 1l 6 g 1
c 5 a 6 44 0 2l sv wyp v 3dr 1 4gf 1 5rm e hb 1wh f3 15t 3t8 4 38h f974 2 t 2p 3j 6p 1e6n 1ekf 1 1ekf 1
`;

const BEGINS: number[] = [];
const ENDS: number[] = [];
STEPS.trim()
  .split(/\s+/)
  .forEach((step, i) => {
    const before = i % 2 === 0 ? (ENDS[ENDS.length - 1] ?? 0) : BEGINS[BEGINS.length - 1];
    (i % 2 === 0 ? BEGINS : ENDS).push(before + Number.parseInt(step, 36));
  });

/** Half a character, which no tokenizer takes. */
const HALF = /\p{Cs}/u;
const UNKNOWN_HERE = /\p{Cn}/u;
/** White space to JavaScript or to Unicode, and not to the other. */
const SPACE_TO_ONE = /[\u0085\ufeff]/;

interface Asked {
  readonly tables: boolean;
  readonly strips: boolean;
}

/** The first character of a text that may be cut otherwise here than there; null where there is none. */
export function strangerIn(text: string, { tables, strips }: Asked): string | null {
  for (const letter of text) {
    if (HALF.test(letter) || (tables && isStranger(letter)) || (strips && SPACE_TO_ONE.test(letter))) return letter;
  }
  return null;
}

function isStranger(letter: string): boolean {
  const code = letter.codePointAt(0)!;
  if (code < 0x80) return false;
  let [low, high] = [0, BEGINS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (BEGINS[middle] <= code) low = middle + 1;
    else high = middle;
  }
  return (low > 0 && code <= ENDS[low - 1]) || UNKNOWN_HERE.test(letter);
}
