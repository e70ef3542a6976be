// What `as_dict` of src/lexiscape/compare/ties.py tells of a list.

/** Tokens with the value at which a list ends, some of which it leaves out. */
export interface Tie {
  readonly value: number;
  readonly listed: number;
  readonly equal: number;
}
