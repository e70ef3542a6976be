// Numbers of single precision as text, as `lexiscape map -o NAME.csv` writes them (`lexiscape.files.csv.number_texts`).

/**
 * A whole number has all of its digits; any other has the fewest significant digits, 1 to 9, to which it can be rounded
 * and still be read back; from 1e16 on and below 0.0001 it has an exponent, as Python writes it.
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  const short = shortest(value);
  const size = Math.abs(short);
  if (size >= 1e-4 && size < 1e16) return String(short);
  const [digits, exponent] = short.toExponential().split("e");
  const power = Number(exponent);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function shortest(value: number): number {
  // most numbers of a table need eight digits, and some very few
  for (let digits = spelled(value, 7) === null ? 8 : 1; digits < 9; digits++) {
    const short = spelled(value, digits);
    if (short !== null) return short;
  }
  return spelled(value, 9) ?? value;
}

/** Rounded to so many digits, where that can be read back. */
function spelled(value: number, digits: number): number | null {
  const up = Number(value.toPrecision(digits));
  if (Math.fround(up) !== value) return null;
  // Ties go to the even digit, as in Python; toPrecision takes them away from zero. A tie has ten digits at most, as
  // only fractions of 2 ** 14 have: m / 2 ** f in lowest terms has those of m * 5 ** f.
  if (!Number.isInteger(value * 2 ** 14)) return up;
  const longer = value.toExponential(digits); // one digit more
  const [mantissa, exponent] = longer.split("e");
  if (!/[02468]\.?5$/.test(mantissa) || Number(longer) !== value) return up;
  const even = Number(`${mantissa.slice(0, -1)}e${exponent}`);
  return Math.fround(even) === value ? even : null;
}
