// English: what the box of a film says.

const texts = {
  title: "Film",
  play: "Play",
  pause: "Stop",
  back: "The frame before (,)",
  next: "The next frame (.)",
  frame: "Frame",
  place: "{name}, {i} of {n}",
  keeps: "This map shows {share} of the {k} true nearest; one laid out by itself, {free}.",
  apart: "Its places are its own: those of the next frame would have cost it more than a hundredth of its neighbors.",
  nearOfLast: "Neighbors are those of the last frame, {name}: those of all frames would be too large for a page.",
  only: "Only tokens that all frames have: {coverage}",
  more: "The slider, what changes, what moved",
  changes: "What changes",
  before: "Neighbors kept since the frame before",
  last: "Neighbors in common with the last frame",
  chance: "{value} (by chance {null})",
  norm: "Length of a row (median; 5 to 95%)",
  anisotropy: "Anisotropy: mean cosine of two tokens",
  effective_rank: "Effective rank",
  untrained: "Rows that look untrained",
  unknown: "not known",
  notApplicable: "does not apply: {why}",
  isFirst: "no frame comes before it",
  isLast: "it is the last frame itself",
  isCorrected: "its rows are corrected ({space}), not those that were trained",
  moved: "Moved most since {name}",
  movedHelp: "Cosine distance in the embedding space, all turned to fit.",
  tie: "Of {equal} that moved {value}, {listed} {listed:is|are} listed.",
  nothingBefore: "This is the first frame: nothing came before it.",
  trails: "Draw their ways",
  damaged: "The frames of this page cannot be read: {why}. Please make or download the page again.",
};

export type Key = keyof typeof texts;
export type Texts = Readonly<Record<Key, string>>;

export default texts as Texts;
