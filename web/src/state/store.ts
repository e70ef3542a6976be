// One small store. Views subscribe to it and draw; nobody else keeps state.

export interface Store<S> {
  readonly state: S;
  /** Change some entries; listeners of those that differ are called once, after all are set. */
  set(change: Partial<S>): void;
  /** Call `listener` whenever one of `keys` changes; returns how to stop. */
  on(keys: readonly (keyof S)[], listener: (state: S) => void): () => void;
}

/** `follow`: what else changes with some entries, told at once with them. */
export function createStore<S extends object>(
  initial: S,
  follow: (next: S, before: S) => Partial<S> = () => ({}),
): Store<S> {
  let state = initial;
  const listeners = new Set<{ keys: readonly (keyof S)[]; call: (state: S) => void }>();
  return {
    get state() {
      return state;
    },
    set(change) {
      const before = state;
      const next = { ...before, ...change };
      const differs = (key: keyof S): boolean => !Object.is(before[key], next[key]);
      if (!(Object.keys(change) as (keyof S)[]).some(differs)) return;
      state = Object.assign(next, follow(next, before));
      const changed = (Object.keys(next) as (keyof S)[]).filter(differs);
      for (const listener of [...listeners]) {
        if (listener.keys.some((key) => changed.includes(key))) listener.call(state);
      }
    },
    on(keys, call) {
      const listener = { keys, call };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
