// What an object holds under a name that may be anybody's.

/**
 * What `from` itself holds under `name`; undefined where it holds nothing: a column may be called "constructor" or
 * "__proto__", which every object has from its prototype.
 */
export function own<Value>(from: Readonly<Record<string, Value>>, name: string): Value | undefined {
  // biome-ignore lint/plugin: the one place that looks
  return Object.hasOwn(from, name) ? from[name] : undefined;
}
