// A tour.json of anybody's in, its stops on this map out, every field of it checked: by the rules of src/lexiscape/tours,
// and refused with the same sentences, in the reader's language.

import { compile, patternIn } from "../data/pattern.ts";
import { finderOf } from "../data/rows.ts";
import type { Key } from "../locales/en.ts";
import type { Values } from "../locales/i18n.ts";
import {
  BY_PLACE,
  TOUR_CATEGORIES,
  TOUR_FILL,
  TOUR_FORMAT,
  TOUR_LANGUAGE,
  TOUR_LANGUAGES,
  TOUR_NAME,
  TOUR_NEAREST,
  TOUR_NOTE,
  TOUR_QUERY,
  TOUR_STOPS,
  TOUR_TEXT,
  TOUR_TOKENS,
  TOUR_VERSION,
  TOUR_ZOOM,
} from "../rules.ts";
import { clamp } from "../text/numbers.ts";
import { type Fields, own } from "../text/own.ts";
import { isLonger, short } from "../text/text.ts";
import type { Stop } from "./state.ts";
import { type Find, fingerprintOf, type Known, placeOf, stopsIn } from "./tour.ts";

/** Why a file is no tour of this map; `stop` and `field`: of which of its stops, and where. */
export class UnfitTour extends Error {
  constructor(
    readonly says: Key,
    readonly values: Values = {},
    readonly stop = 0,
    readonly field = "",
  ) {
    super(says);
  }
}

type Check = (held: unknown) => void;

const LANGUAGE = new RegExp(`^(?:${TOUR_LANGUAGE})$`);
/** So many of the tokens that are not there are named. */
const NAMED = 5;
const LARGEST = 1e300;
/** A place lies no farther outside of the map than so many times its longer side: a page lets one look from afar. */
const OUTSIDE = 10;

/** What a file holds, as a text that is safe to show. */
function told(held: unknown = null): string {
  try {
    return short(JSON.stringify(held), 60);
  } catch {
    return "[…]"; // deeper than a browser can write
  }
}

function refuse(says: Key, held: unknown, values: Values = {}): never {
  throw new UnfitTour(says, { found: told(held), ...values });
}

const isObject = (held: unknown): held is Fields => typeof held === "object" && held !== null && !Array.isArray(held);
const isNumber = (held: unknown): held is number => typeof held === "number" && Math.abs(held) <= LARGEST;

/** The fields of an object that are not null; none but these may be there. */
function fieldsIn(held: unknown, known: readonly string[]): Fields {
  const fields = known.join(", ");
  if (!isObject(held)) return refuse("unfitObject", held, { fields });
  const unknown = Object.keys(held).find((field) => !known.includes(field));
  if (unknown !== undefined) refuse("unfitField", unknown, { fields });
  return Object.fromEntries(Object.entries(held).filter(([, value]) => value !== null));
}

const text =
  (most: number): Check =>
  (held) => {
    if (typeof held !== "string") refuse("unfitText", held);
    else if (isLonger(held, most)) refuse("unfitLong", held, { most });
  };

/** What is searched: a text, or a pattern that this browser can use. */
const query: Check = (held) => {
  text(TOUR_QUERY)(held);
  const pattern = patternIn(held as string);
  try {
    if (pattern) compile(pattern);
  } catch (error) {
    refuse("unfitPattern", held, { why: short((error as Error).message, 120) });
  }
};

const words =
  (most: number): Check =>
  (held) => {
    if (!isObject(held)) return text(most)(held);
    const languages = Object.keys(held);
    for (const language of languages) if (!LANGUAGE.test(language)) refuse("unfitLanguage", language);
    if (languages.length < 1 || languages.length > TOUR_LANGUAGES) {
      refuse("unfitLanguages", languages.length, { most: TOUR_LANGUAGES });
    }
    for (const language of languages) text(most)(own(held, language));
  };

const view: Check = (held) => {
  if (!Array.isArray(held) || held.length !== 3 || !held.every(isNumber)) return refuse("unfitView", held);
  if (!(held[2] >= 1 / TOUR_ZOOM && held[2] <= TOUR_ZOOM)) refuse("unfitZoom", held[2], { most: TOUR_ZOOM });
};

const token: Check = (held) => {
  if (Number.isSafeInteger(held)) return;
  if (typeof held !== "string") refuse("unfitToken", held);
  text(TOUR_TEXT)(held);
};

const tokens: Check = (held) => {
  if (!Array.isArray(held) || held.length < 1 || held.length > TOUR_TOKENS) {
    return refuse("unfitTokens", Array.isArray(held) ? held.length : held, { most: TOUR_TOKENS });
  }
  held.forEach(token);
};

const filters: Check = (held) => {
  if (!isObject(held)) return refuse("unfitFilters", held);
  for (const [name, kept] of Object.entries(held)) {
    text(TOUR_TEXT)(name);
    if (!Array.isArray(kept)) refuse("unfitKept", kept);
    else if (kept.length === 2 && kept.every((end) => end === null || isNumber(end))) {
      const [low, high] = kept as readonly (number | null)[];
      if ((low === null && high === null) || (low !== null && high !== null && low > high)) refuse("unfitRange", kept);
    } else if (kept.length < 1 || kept.length > TOUR_CATEGORIES || !kept.every((one) => typeof one === "string")) {
      refuse("unfitKept", kept);
    } else kept.forEach(text(TOUR_TEXT));
  }
};

const flag: Check = (held) => {
  if (typeof held !== "boolean") refuse("unfitFlag", held);
};

const whole =
  (below: number): Check =>
  (held) => {
    if (!Number.isInteger(held) || (held as number) < 0 || (held as number) >= below) refuse("unfitWhole", held);
  };

/** What a stop may say, and how that is checked. */
const FIELDS: Readonly<Record<string, Check>> = {
  name: words(TOUR_NAME),
  note: words(TOUR_NOTE),
  at: view,
  around: tokens,
  color: text(TOUR_TEXT),
  find: query,
  filters,
  token,
  picked: tokens,
  nearness: flag,
};

const MADE_FOR: Readonly<Record<string, Check>> = {
  name: text(TOUR_TEXT),
  tokens: whole(2 ** 53),
  crc32: whole(2 ** 32),
};

/** The fields of an object, each of which has passed its check. */
function checked(held: unknown, checks: Readonly<Record<string, Check>>): Fields {
  const fields = fieldsIn(held, Object.keys(checks));
  for (const [field, value] of Object.entries(fields)) within(field, () => checks[field](value));
  return fields;
}

/** What is refused there says of which field, and of which stop. */
function within(field: string, act: () => void, stop = 0): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof UnfitTour)) throw error;
    throw new UnfitTour(error.says, error.values, error.stop || stop, error.field || field);
  }
}

/** The stops of a file that somebody has; throws UnfitTour. */
export function readTourFile(file: string, data: Known): readonly Stop[] {
  let held: unknown;
  try {
    held = JSON.parse(file);
  } catch {
    throw new UnfitTour("unfitJson");
  }
  const tour = fieldsIn(held, ["format", "version", "map", "stops"]);
  const { format, version } = tour;
  if (format !== TOUR_FORMAT || version !== TOUR_VERSION) {
    const found = `${told(format ?? null)}, ${told(version ?? null)}`;
    throw new UnfitTour("unfitFormat", { format: TOUR_FORMAT, version: TOUR_VERSION, found });
  }
  if (!Array.isArray(tour.stops) || tour.stops.length < 1 || tour.stops.length > TOUR_STOPS) {
    refuse("unfitStops", Array.isArray(tour.stops) ? tour.stops.length : tour.stops, { most: TOUR_STOPS });
  }
  let made: Fields = {};
  if (tour.map !== undefined) within("map", () => (made = checked(tour.map, MADE_FOR)));
  const stops = (tour.stops as readonly unknown[]).map((stop, i) => {
    let fields: Fields = {};
    within("", () => (fields = stopOf(stop)), i + 1);
    return fields;
  });
  if (made.crc32 !== undefined && made.crc32 !== fingerprintOf(data) && stops.some(({ at }) => at !== undefined)) {
    const placed = stops.flatMap(({ at }, i) => (at === undefined ? [] : [String(i + 1)]));
    const isSame = made.name === data.name && made.tokens === data.n;
    throw new UnfitTour(isSame ? "unfitDrawing" : "unfitMap", {
      made: short(String(made.name ?? "…"), 60),
      tokens: typeof made.tokens === "number" ? made.tokens : "…",
      here: short(data.name, 60),
      n: data.n,
      stops: placed.slice(0, NAMED).join(", ") + (placed.length > NAMED ? " …" : ""),
    });
  }
  const find = finderOf(data);
  checkTokens(stops, find);
  const placed = stops.map((stop, i) => {
    const { around, ...said } = stop;
    const rows = (around as readonly (string | number)[] | undefined)?.map(find);
    const shown: Fields = rows ? { ...said, at: placeOf(viewOf(rows, data), data) } : said;
    within("", () => checkOnMap(shown, data), i + 1);
    return shown;
  });
  return stopsIn(placed, data, find);
}

function stopOf(held: unknown): Fields {
  const stop = checked(held, FIELDS);
  if (stop.at !== undefined && stop.around !== undefined) throw new UnfitTour("unfitBoth");
  if (stop.nearness === true && stop.token === undefined) throw new UnfitTour("unfitNearness");
  return stop;
}

function checkTokens(stops: readonly Fields[], find: Find): void {
  const named = stops.flatMap(({ around = [], token = [], picked = [] }) => [around, token, picked].flat());
  const missing = [...new Set(named as (string | number)[])].filter((one) => find(one) < 0);
  if (missing.length === 0) return;
  const more = missing.length > NAMED ? ` + ${missing.length - NAMED}` : "";
  throw new UnfitTour("unfitTokensHere", { tokens: missing.slice(0, NAMED).map(told).join(", ") + more });
}

/** Where to look to see these rows: `view_of` of src/lexiscape/tours/framing.py. */
function viewOf(rows: readonly number[], { x, y, width, height }: Known): Stop {
  const side = (values: ArrayLike<number>, whole: number): { middle: number; fits: number } => {
    let [low, high] = [Infinity, -Infinity];
    for (const row of rows) [low, high] = [Math.min(low, values[row]), Math.max(high, values[row])];
    return { middle: (low + high) / 2, fits: (TOUR_FILL * whole) / (high - low) };
  };
  const [wide, high] = [side(x, width), side(y, height)];
  return { x: wide.middle, y: high.middle, zoom: clamp(Math.min(wide.fits, high.fits), 1, TOUR_NEAREST) };
}

/** Whether what a stop names is on this map. */
function checkOnMap({ at, color = BY_PLACE, filters: kept = {} }: Fields, data: Known): void {
  const known = data.columns.map(({ name }) => name).join(", ");
  if (at !== undefined) {
    const [x, y] = at as readonly number[];
    const { origin, step, width, height } = data;
    const margin = OUTSIDE * step * Math.max(width, height);
    const [right, up] = [x - origin[0], y - origin[1]];
    const isNear = Math.min(right, up) >= -margin && right <= step * width + margin && up <= step * height + margin;
    if (!isNear) within("at", () => refuse("unfitPlace", [x, y]));
  }
  if (color !== BY_PLACE && !data.columns.some(({ name }) => name === color)) {
    within("color", () => refuse("unfitColumn", color, { known }));
  }
  for (const [name, said] of Object.entries(kept as Readonly<Record<string, readonly unknown[]>>)) {
    within("filters", () => {
      const column = data.columns.find((one) => one.name === name);
      if (!column) return refuse("unfitColumn", name, { known });
      if (!column.categories) {
        if (said.some((end) => typeof end === "string")) refuse("unfitNumbers", said);
        return;
      }
      const stranger = said.find((one) => typeof one !== "string" || !column.categories?.includes(one));
      if (stranger !== undefined) {
        refuse("unfitCategory", stranger, { known: short(column.categories.slice(0, 10).join(", "), 200) });
      }
    });
  }
}
