// Numbers as they are kept and shown.

import { numberText } from "./number-text.ts";

/** With so many significant digits at most. */
export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Whole numbers from here on, and fractions smaller than the other, are written as powers of ten. */
const [HUGE, TINY] = [1e15, 1e-4];

/** As a language writes it: a whole number with all of its digits, another with so many significant ones at most. */
export function written(value: number, digits: number, locale: string): string {
  const size = Math.abs(value);
  const maximumSignificantDigits = Number.isInteger(value) && size < HUGE ? 16 : digits;
  const notation = Number.isFinite(value) && size > 0 && (size >= HUGE || size < TINY) ? "scientific" : "standard";
  return value.toLocaleString(locale, { maximumSignificantDigits, notation });
}

/** As a language writes it, with all digits that a number of single precision has. */
export function writtenWhole(value: number, locale: string): string {
  return written(Number(numberText(value)), 16, locale);
}

/** The nearest from `low` to `high`; `high` where they cross. */
export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(Math.max(value, low), high);
}

/** With three decimals, or as many as show its first digit, up to six: 0.468, 0.0005. */
export function fixed(value: number): string {
  const first = value === 0 ? 3 : Math.ceil(-Math.log10(Math.abs(value)));
  return value.toFixed(first <= 6 ? Math.max(first, 3) : 3);
}

/** A share from 0 to 1 as a length of CSS. */
export function percent(share: number): string {
  return `${(100 * clamp(share)).toFixed(1)}%`;
}
