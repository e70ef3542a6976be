// English: what the box says that cuts texts.

const texts = {
  title: "A text, as tokens",
  hint: "Type a text; its tokens stand below.",
  damaged: "The tokenizer of this page cannot be read: {why}. Please make or download the page again.",
  long: "The text has {n} {n:character|characters}; a page cuts {most} at most: lexiscape tokens cuts longer ones.",
  stranger:
    "{character} is too new, or no character: a browser may cut it otherwise than the model's tokenizer. " +
    "Leave it out, or ask lexiscape tokens.",
  one: "1 token",
  many: "{n} tokens",
  unknown: "{told}; unknown to the vocabulary: {n}",
  absent: "{told}; not on this map: {n}",
  more: "and {n} more",
  isUnknown: "unknown",
  isAbsent: "not on the map",
  alike: "{n} {n:token reads|tokens read} so:",
  noToken: "{word} is no token of this map.",
  noTokenClose: "{word} is no token of this map. Did you mean:",
  road: "Show the way over the map",
};

export type Key = keyof typeof texts;
export type Texts = Readonly<Record<Key, string>>;

export default texts as Texts;
