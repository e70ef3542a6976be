// A regular expression and texts in, rows out. Works on the page and in a worker.

export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

export interface Texts {
  readonly readable: readonly string[];
  readonly raw: readonly string[];
}

/** The pattern that a query is, `/…/`; null where it is a text. */
export function patternIn(query: string): Pattern | null {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/s.exec(query.trim()) ?? [];
  return source === undefined ? null : { source, flags };
}

/** As Unicode, so that `.` is a character and `\p{L}` a letter; as plain where only that is valid, such as `\-`. */
export function compile({ source, flags }: Pattern): RegExp {
  try {
    return new RegExp(source, flags.includes("u") ? flags : `${flags}u`);
  } catch (error) {
    if (/\\p\{/i.test(source)) throw error;
    return new RegExp(source, flags);
  }
}

/** Rows whose raw or readable form holds the pattern. */
export function rowsOf(pattern: Pattern, { readable, raw }: Texts): Uint32Array<ArrayBuffer> {
  const expression = compile(pattern);
  const rows: number[] = [];
  readable.forEach((text, row) => {
    if (expression.test(raw[row]) || expression.test(text)) rows.push(row);
  });
  return Uint32Array.from(rows);
}
