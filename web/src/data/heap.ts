// Rows by their keys, the least first.

interface Heap {
  push(row: number, key: number): void;
  pop(): { readonly row: number; readonly key: number } | undefined;
}

/** A binary heap; a row may be in it several times. */
export function createHeap(): Heap {
  const rows: number[] = [];
  const keys: number[] = [];
  const put = (at: number, row: number, key: number): void => {
    rows[at] = row;
    keys[at] = key;
  };
  return {
    push(row, key) {
      let at = rows.length;
      for (let up = (at - 1) >> 1; at > 0 && keys[up] > key; up = (at - 1) >> 1) {
        put(at, rows[up], keys[up]);
        at = up;
      }
      put(at, row, key);
    },
    pop() {
      if (rows.length === 0) return undefined;
      const least = { row: rows[0], key: keys[0] };
      const [row, key] = [rows.pop() as number, keys.pop() as number];
      const count = rows.length;
      if (count === 0) return least;
      let at = 0;
      for (;;) {
        let down = 2 * at + 1;
        if (down + 1 < count && keys[down + 1] < keys[down]) down++;
        if (down >= count || keys[down] >= key) break;
        put(at, rows[down], keys[down]);
        at = down;
      }
      put(at, row, key);
      return least;
    },
  };
}
