// A text that names no token, the closest spellings out: the rule of src/lexiscape/space/lookup.py, which takes it from
// Python's difflib. Both are held to tests/golden/spellings.json.

/** How many are offered, and how alike they are at least: twice the letters in common, of all letters. */
const [OFFERED, CUTOFF] = [5, 0.6];
/** From so many letters on, those that make up more than a hundredth of a text are left out as it is searched. */
const LONG = 200;

/** The texts that are spelled most like one, the most alike first. */
export function closeSpellings(texts: readonly string[], text: string): string[] {
  const sought = [...text];
  const counts = countsOf(sought);
  const places = placesOf(sought);
  const found: { readonly text: string; readonly alike: number }[] = [];
  for (const other of new Set(texts)) {
    if (!couldBeAlike(other.length, sought.length)) continue;
    const letters = [...other];
    const share = (common: number): number => (2 * common) / (letters.length + sought.length || 1);
    if (share(Math.min(letters.length, sought.length)) < CUTOFF || share(commonOf(letters, counts)) < CUTOFF) continue;
    const alike = letters.length + sought.length === 0 ? 1 : share(matched(letters, sought, places));
    if (alike >= CUTOFF) found.push({ text: other, alike });
  }
  found.sort((a, b) => b.alike - a.alike || byCodePoint(b.text, a.text));
  return found.slice(0, OFFERED).map(({ text }) => text);
}

/** What is sure by the length in UTF-16 alone, which is up to twice the letters: most texts are left out by it. */
function couldBeAlike(units: number, letters: number): boolean {
  const few = Math.ceil(units / 2);
  return units >= letters
    ? few <= letters || 2 * letters >= CUTOFF * (few + letters)
    : 2 * units >= CUTOFF * (units + letters);
}

function countsOf(letters: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

/** Letters in common, wherever they stand. */
function commonOf(letters: readonly string[], counts: ReadonlyMap<string, number>): number {
  const left = new Map<string, number>();
  let common = 0;
  for (const letter of letters) {
    const now = left.get(letter) ?? counts.get(letter) ?? 0;
    left.set(letter, now - 1);
    if (now > 0) common++;
  }
  return common;
}

/** Where each letter stands; of a long text without its most frequent ones. */
function placesOf(letters: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  letters.forEach((letter, place) => {
    const known = places.get(letter);
    if (known) known.push(place);
    else places.set(letter, [place]);
  });
  if (letters.length >= LONG) {
    const most = Math.floor(letters.length / 100) + 1;
    for (const [letter, all] of places) if (all.length > most) places.delete(letter);
  }
  return places;
}

/** The letters of the longest block that both have, and so on to the left and to the right of it (Ratcliff and Obershelp). */
function matched(a: readonly string[], b: readonly string[], places: ReadonlyMap<string, readonly number[]>): number {
  let total = 0;
  const parts: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [fromA, toA, fromB, toB] = part;
    let [bestA, bestB, size] = [fromA, fromB, 0];
    let lengths = new Map<number, number>();
    for (let i = fromA; i < toA; i++) {
      const next = new Map<number, number>();
      for (const j of places.get(a[i]) ?? []) {
        if (j < fromB) continue;
        if (j >= toB) break;
        const length = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, length);
        if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
      }
      lengths = next;
    }
    while (bestA > fromA && bestB > fromB && a[bestA - 1] === b[bestB - 1])
      [bestA, bestB, size] = [bestA - 1, bestB - 1, size + 1];
    while (bestA + size < toA && bestB + size < toB && a[bestA + size] === b[bestB + size]) size++;
    if (size === 0) continue;
    total += size;
    parts.push([fromA, bestA, fromB, bestB], [bestA + size, toA, bestB + size, toB]);
  }
  return total;
}

function byCodePoint(a: string, b: string): number {
  const [one, other] = [[...a], [...b]];
  const at = one.findIndex((letter, place) => letter !== other[place]);
  if (at < 0) return one.length - other.length;
  return at >= other.length ? 1 : (one[at].codePointAt(0) ?? 0) - (other[at].codePointAt(0) ?? 0);
}
