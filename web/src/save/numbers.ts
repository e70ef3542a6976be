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
  const [digits, exponent] = short.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 16) return String(short);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = roundedTo(digits, value);
    if (Math.fround(short) === value) return short;
  }
  return roundedTo(9, value);
}

/** Ties go to the even digit, as in Python; toPrecision takes them away from zero. */
function roundedTo(digits: number, value: number): number {
  const up = value.toPrecision(digits);
  const longer = value.toExponential(digits); // one digit more
  const [mantissa, exponent] = longer.split("e");
  if (Number(longer) !== value || !mantissa.endsWith("5")) return Number(up);
  const down = mantissa.slice(0, -1);
  return Number("02468".includes(down.at(-1 - Number(down.endsWith("."))) ?? "") ? `${down}e${exponent}` : up);
}
