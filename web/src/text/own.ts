// What an object of anybody's holds: under a name, or under any at all.

/**
 * What `from` itself holds under `name`; undefined where it holds nothing: a column may be called "constructor" or
 * "__proto__", which every object has from its prototype.
 */
export function own<Value>(from: Readonly<Record<string, Value>>, name: string): Value | undefined {
  // biome-ignore lint/plugin: the one place that looks
  return Object.hasOwn(from, name) ? from[name] : undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A value as what it holds by name: nothing, where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
