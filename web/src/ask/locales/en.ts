// English: what the box says that asks a page's vectors.

const texts = {
  title: "Ask the vectors",
  told: "{dim} {dim:number|numbers} a token, rounded: of the {k} true nearest, {share}% are found ({sample} {sample:token was|tokens were} asked).",
  ranked: "{said} Here near is by plain cosine; the lists of neighbors are ranked by {space}.",
  damaged: "The vectors of this page cannot be read: {why}. Please make or download the page again.",
  sum: "A sum of words",
  sumHint: "king - man + woman",
  empty: "Type a token or a formula, such as king - man + woman.",
  lacksAfter: "A term is missing after {before}: a token that is a sign stands in quotation marks, as '+'.",
  lacksBefore: "A term is missing before {after}: a token that is a sign stands in quotation marks, as '+'.",
  lacksBetween:
    "A term is missing between {before} and {after}: a token that is a sign stands in quotation marks, as '+'.",
  long: "A formula has at most {most} terms.",
  noToken: "{word} is no token of this map.",
  didYouMean: "Did you mean:",
  becomes: "{word} becomes the tokens {what}.",
  notHere: "(id {id}, unknown or not on this map)",
  takeMean: "Use the mean of these tokens",
  meanOf: "{word} is no token: the mean of its {n} stands for it, {what}.",
  outside: "A word outside the vocabulary is several tokens, or it is not on this map.",
  signs: "A sum has spaces around its signs, as in king - man + woman.",
  cancel: "The terms cancel out: no direction is left to be near to.",
  zero: "One of these rows is zero and has no direction.",
  same: "The two ends are the same: there is no line from one to the other.",
  both: "{token} stands at both ends: give each end its own words.",
  taken: "Taken: {what}; a raw form, in quotation marks, means another.",
  choice: "{raw} (id {id}), not {others}",
  leftOut: "Left out: {what}.",
  place: "{token} (place {place}, {value})",
  caveat:
    "Such sums show that directions recur among the vectors, not that a model reasons by them: the words themselves are " +
    "left out of the list, and one of them would most often lead it (Linzen 2016).",
  nearest: "The {n} nearest",
  selectAll: "Select them",
  two: "Two words, or groups",
  from: "From, such as he, him",
  to: "To, such as she, her",
  similarity: "Similarity {value}",
  distance: "Distance {value}",
  pairs: "{what}; of random pairs, 95% lie between {low} and {high}.",
  chance: "On random axes, 95% of the tokens lie between {low} and {high}; here {share}% lie beyond.",
  noChance: "There are too few tokens to draw random ones.",
  toward: "Toward {words} ({sign})",
  color: "Color by this axis",
  column: "Place along the line from {a} (-1) to {b} (1).",
  last: "Selected last: {a} and {b}.",
};

export type Key = keyof typeof texts;
export type Texts = Readonly<Record<Key, string>>;

export default texts as Texts;
