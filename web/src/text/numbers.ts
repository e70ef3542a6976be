// Numbers as they are kept and shown.

/** With so many significant digits at most. */
export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** The same as a language writes it. */
export function written(value: number, digits: number, locale: string): string {
  return significant(value, digits).toLocaleString(locale);
}

/** The nearest from `low` to `high`; `high` where they cross. */
export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(Math.max(value, low), high);
}

/** A share from 0 to 1 as a length of CSS. */
export function percent(share: number): string {
  return `${(100 * clamp(share)).toFixed(1)}%`;
}
