/*! What asks a page's vectors, built from web/ by `make web`: edit there.
*/
"use strict";
var lexiscapeAsk = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // src/ask/ask.ts
  var ask_exports = {};
  __export(ask_exports, {
    askPanel: () => askPanel
  });

  // src/browser/dom.ts
  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === void 0 || value === false) continue;
      element.setAttribute(key, value === true ? "" : String(value));
    }
    element.append(...children);
    return element;
  }
  function button(attributes, act, ...children) {
    const element = el("button", { type: "button", ...attributes }, ...children);
    element.addEventListener("click", act);
    return element;
  }
  function addStyles(place, ...styles) {
    const sheets = styles.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    place.adoptedStyleSheets = [...place.adoptedStyleSheets, ...sheets];
  }
  function composes({ isComposing, keyCode }) {
    return isComposing || keyCode === 229;
  }

  // src/ask/ask.css
  var ask_default = ".left>.ask{flex:0 1 auto;min-block-size:40px;max-block-size:60%;overflow:auto;font-size:calc(13 * var(--px))}.left>.ask[open]{min-block-size:min(240px,45%)}.ask summary{position:sticky;inset-block-start:0;z-index:1;padding:9px 14px;border-radius:12px;background:linear-gradient(var(--paper),var(--paper)),var(--sea);font-weight:650;cursor:pointer}.ask h3,.ask h4,.ask p{margin:6px 14px}.ask h3,.ask h4{font-size:calc(12 * var(--px));font-weight:600;color:var(--soft)}.ask p{font-size:calc(12 * var(--px));color:var(--soft);overflow-wrap:anywhere}.ask p:empty{display:none}.ask :is(input,textarea){box-sizing:border-box;inline-size:calc(100% - 28px);margin:0 14px 6px;padding:5px 8px;border:1px solid var(--line);border-radius:8px;background:none;color:inherit;font:inherit}.ask .hints{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 4px;margin:0 14px}.ask .hints:empty{display:none}.ask .hints p{flex-basis:100%;margin:2px 0}.ask .hints button{padding:2px 8px;border:1px solid var(--line);color:var(--ink)}.ask .head span{flex:1}.ask .tokens{max-block-size:190px}.ask section>button,.ask .head button{padding:2px 8px;color:var(--ink)}.ask section>button{margin-inline-start:6px}@media(pointer:coarse){.ask summary{padding-block:13px}.ask :is(input,textarea,button){min-block-size:44px}}\n";

  // src/rules.ts
  var LONGEST_LABEL = 32;
  var JOINERS = [[8204, 8205]];
  var BLANKS = [
    [847, 847],
    [4447, 4448],
    [6068, 6069],
    [6155, 6157],
    [6159, 6159],
    [10240, 10240],
    [12644, 12644],
    [65024, 65039],
    [65440, 65440],
    [917760, 917999]
  ];
  var BY_PLACE = "@place";
  var AXIS_DRAWS = 200;
  var AXIS_LAID = 2e3;
  var AXIS_SHARE = 0.95;
  var DRAW_SEED = 2654435769;

  // src/colors/place.ts
  var PLACE = BY_PLACE;

  // src/text/own.ts
  function own(from, name) {
    return Object.hasOwn(from, name) ? from[name] : void 0;
  }

  // src/state/filters.ts
  function setFilter(store, column, filter) {
    const { [column]: _, ...others } = store.state.filters;
    store.set({ filters: filter ? { ...others, [column]: filter } : others });
  }

  // src/text/ranges.ts
  function classOf(ranges) {
    return ranges.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join("");
  }
  function escaped(code) {
    return code > 65535 ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }

  // src/text/text.ts
  var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u;
  var BLANK = new RegExp(`^[ ${classOf([...BLANKS, ...JOINERS])}]+$`, "u");
  var JOINER = new RegExp(`[${classOf(JOINERS)}]`);
  var MARK = new RegExp("^\\p{M}", "u");
  var PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
  var BEGINS_PLAIN = new RegExp(`^[^ \\p{M}${classOf([...BLANKS, ...JOINERS])}]`, "u");
  var ASCII = /^[\u0000-\u007f]*$/;
  var RUN = /([\u2400-\u2426])\1{3,}/g;
  function visible(text) {
    if (text === "") return "⟨empty⟩";
    if (PLAIN.test(text)) return text;
    if (BEGINS_PLAIN.test(text) && !HIDDEN.test(text) && !text.endsWith(" ")) return text;
    const blank = BLANK.test(text) && !ASCII.test(text);
    const needsGround = !blank && MARK.test(text);
    const letters = [...text];
    const last = letters.length - 1;
    const firstInk = letters.findIndex((letter) => letter !== " ");
    const lastInk = letters.findLastIndex((letter) => letter !== " ");
    const drawn = letters.map((letter, i) => {
      if (letter === " ") return firstInk < i && i < lastInk ? " " : "␣";
      if (letter < " ") return String.fromCharCode(9216 + letter.charCodeAt(0));
      if (letter === "") return "␡";
      if (!blank && (!HIDDEN.test(letter) || JOINER.test(letter) && 0 < i && i < last)) return letter;
      return spell(letter);
    });
    const shown = (needsGround ? "◌" : "") + drawn.join("");
    return shown.replace(RUN, (run, picture) => `${picture}×${run.length}`);
  }
  function short(text, most = LONGEST_LABEL) {
    const cut = isLonger(text, 4 * most) ? [...text.slice(0, 8 * most)].slice(0, 4 * most).join("") : text;
    const shown = visible(cut);
    return isLonger(shown, most) ? [...shown].slice(0, most - 1).join("") + "…" : shown;
  }
  function isLonger(text, most) {
    return text.length > most && (text.length > 2 * most || [...text].length > most);
  }
  function spell(letter) {
    const code = letter.codePointAt(0) ?? 0;
    return code > 65535 ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }

  // src/browser/arrows.ts
  function arrowsThrough(list, leave = () => void 0) {
    const buttons = () => [...list.querySelectorAll("li > button")];
    const focus = (to) => {
      if (!to) return;
      for (const other of list.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    };
    const [first] = buttons();
    if (first) first.tabIndex = 0;
    list.onkeydown = (event) => {
      const all = buttons();
      const at = all.indexOf(event.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
      if (at < 0 || !Object.hasOwn(to, event.key)) return;
      event.preventDefault();
      if (to[event.key] < 0) leave();
      else focus(all[to[event.key]]);
    };
  }

  // src/browser/token-button.ts
  function rowAt({ target }) {
    const item = target.closest("button[data-row]");
    return item ? Number(item.dataset.row) : -1;
  }

  // src/panels/tokens/token-list.ts
  function listKeys(list, go, leave) {
    arrowsThrough(list, leave);
    list.onclick = (event) => {
      const row = rowAt(event);
      if (row >= 0) go(row);
    };
  }

  // src/ask/box.ts
  function line(act) {
    const input = el("input", { type: "text", autocomplete: "off", spellcheck: "false", dir: "auto" });
    input.addEventListener("keydown", (event) => {
      if (composes(event)) return;
      if (event.key === "Enter") act();
      if (event.key === "Escape") {
        event.stopPropagation();
        input.value = "";
      }
    });
    return input;
  }
  function label(input, text, hint = text) {
    input.placeholder = hint;
    input.setAttribute("aria-label", text);
  }
  function fill(list, { data, goTo }, figures, digits) {
    list.replaceChildren(
      ...figures.map(({ row, value }) => {
        const raw = data.raw[row] === data.readable[row] ? [] : [el("bdi", { class: "raw" }, short(data.raw[row]))];
        const figure = el("span", { class: "value" }, digits(value));
        const name = el("bdi", {}, short(data.readable[row], 40));
        return el("li", {}, el("button", { type: "button", "data-row": row, tabindex: -1 }, name, ...raw, figure));
      })
    );
    list.scrollTop = 0;
    listKeys(list, goTo);
  }
  function reveal(part) {
    const name = part.parentElement?.firstElementChild?.clientHeight ?? 0;
    part.parentElement?.scrollTo(0, part.offsetTop - name);
  }
  function nearness({ context, say }, distance) {
    return context.data.metric === "cosine" ? say("similarity", { value: (1 - distance).toFixed(3) }) : say("distance", { value: distance.toFixed(3) });
  }
  function besideChance(box, distance, chance) {
    const what = nearness(box, distance);
    if (!chance) return `${what}. ${box.say("noChance")}`;
    const ends = box.context.data.metric === "cosine" ? [1 - chance[1], 1 - chance[0]] : chance;
    return box.say("pairs", { what, low: ends[0].toFixed(2), high: ends[1].toFixed(2) });
  }

  // src/data/spelling.ts
  var [OFFERED, CUTOFF] = [5, 0.6];
  var LONG = 200;
  function closeSpellings(texts3, text) {
    const sought = [...text];
    const counts = countsOf(sought);
    const places = placesOf(sought);
    const found = [];
    for (const other of new Set(texts3)) {
      if (!couldBeAlike(other.length, sought.length)) continue;
      const letters = [...other];
      const share = (common) => 2 * common / (letters.length + sought.length || 1);
      if (share(Math.min(letters.length, sought.length)) < CUTOFF || share(commonOf(letters, counts)) < CUTOFF) continue;
      const alike = letters.length + sought.length === 0 ? 1 : share(matched(letters, sought, places));
      if (alike >= CUTOFF) found.push({ text: other, alike });
    }
    found.sort((a, b) => b.alike - a.alike || byCodePoint(b.text, a.text));
    return found.slice(0, OFFERED).map(({ text: text2 }) => text2);
  }
  function couldBeAlike(units, letters) {
    const few = Math.ceil(units / 2);
    return units >= letters ? few <= letters || 2 * letters >= CUTOFF * (few + letters) : 2 * units >= CUTOFF * (units + letters);
  }
  function countsOf(letters) {
    const counts = /* @__PURE__ */ new Map();
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    return counts;
  }
  function commonOf(letters, counts) {
    const left = /* @__PURE__ */ new Map();
    let common = 0;
    for (const letter of letters) {
      const now = left.get(letter) ?? counts.get(letter) ?? 0;
      left.set(letter, now - 1);
      if (now > 0) common++;
    }
    return common;
  }
  function placesOf(letters) {
    const places = /* @__PURE__ */ new Map();
    letters.forEach((letter, place) => {
      const known = places.get(letter);
      if (known) known.push(place);
      else places.set(letter, [place]);
    });
    if (letters.length >= LONG) {
      const most = Math.floor(letters.length / 100) + 1;
      for (const [letter, all] of places) if (all.length > most) places.delete(letter);
    }
    return places;
  }
  function matched(a, b, places) {
    let total = 0;
    const parts = [[0, a.length, 0, b.length]];
    for (let part = parts.pop(); part; part = parts.pop()) {
      const [fromA, toA, fromB, toB] = part;
      let [bestA, bestB, size] = [fromA, fromB, 0];
      let lengths = /* @__PURE__ */ new Map();
      for (let i = fromA; i < toA; i++) {
        const next2 = /* @__PURE__ */ new Map();
        for (const j of places.get(a[i]) ?? []) {
          if (j < fromB) continue;
          if (j >= toB) break;
          const length = (lengths.get(j - 1) ?? 0) + 1;
          next2.set(j, length);
          if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
        }
        lengths = next2;
      }
      while (bestA > fromA && bestB > fromB && a[bestA - 1] === b[bestB - 1])
        [bestA, bestB, size] = [bestA - 1, bestB - 1, size + 1];
      while (bestA + size < toA && bestB + size < toB && a[bestA + size] === b[bestB + size]) size++;
      if (size === 0) continue;
      total += size;
      parts.push([fromA, bestA, fromB, bestB], [bestA + size, toA, bestB + size, toB]);
    }
    return total;
  }
  function byCodePoint(a, b) {
    const [one, other] = [[...a], [...b]];
    const at = one.findIndex((letter, place) => letter !== other[place]);
    if (at < 0) return one.length - other.length;
    return at >= other.length ? 1 : (one[at].codePointAt(0) ?? 0) - (other[at].codePointAt(0) ?? 0);
  }

  // src/ask/hints.ts
  var NAMED = 10;
  var SUM = /[\p{L}\p{N}_][+\-−][\p{L}\p{N}_]/u;
  function createHints(box, replace, again) {
    const { context } = box;
    const { data, offers } = context;
    const element = el("div", { class: "hints" });
    let sought = null;
    const becomes = (word, rows, ids) => {
      const names = ids.slice(0, NAMED).map((id, i) => nameOf(rows[i], id));
      const what = names.join(" ") + (ids.length > NAMED ? " …" : "");
      const known = rows.filter((row) => row !== null);
      const parts = [el("p", {}, box.say("becomes", { word: short(word, 40), what }))];
      if (known.length < rows.length) return parts;
      const take = () => {
        box.means.set(word, known);
        again();
      };
      return [...parts, button({}, take, box.say("takeMean"))];
    };
    const nameOf = (row, id) => row === null ? box.say("notHere", { id: String(id) }) : short(data.raw[row], 40);
    const close = (word) => {
      const found = closeSpellings(data.readable, word);
      if (found.length === 0) return [];
      const offered = found.map((text) => button({}, () => replace(word, text), el("bdi", {}, short(text, 40))));
      return [el("p", {}, box.say("didYouMean")), ...offered];
    };
    return {
      element,
      show(word) {
        sought = word;
        const signs = SUM.test(word) ? [el("p", {}, box.say("signs"))] : [];
        const near = close(word);
        const outside = near.length === 0 && !offers.cut ? [el("p", {}, box.say("outside"))] : [];
        element.replaceChildren(...signs, ...near, ...outside);
        offers.cut?.(word, (cut) => {
          if (sought !== word || !cut || cut.ids.length === 0) return;
          const rows = cut.ids.map((id) => {
            const row = data.ids.indexOf(id);
            return row < 0 || id === cut.unknown ? null : row;
          });
          element.append(...becomes(word, rows, cut.ids));
        });
      },
      clear() {
        sought = null;
        element.replaceChildren();
      }
    };
  }

  // src/ask/formula.ts
  var MOST_TERMS = 100;
  var SIGNS = { "+": 1, "＋": 1, "-": -1, "−": -1, "－": -1 };
  var SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  var SIGN = new RegExp(`(?<=${SPACE}|^)[-+＋−－](?=${SPACE}|$)`, "gu");
  var QUOTED = new RegExp(`(["'])((?:\\\\.|(?!\\1)[^\\\\])+)\\1(?=${SPACE}*$|${SPACE}+[-+＋−－](?:${SPACE}|$))`, "suy");
  var SPACES = new RegExp(`${SPACE}*`, "uy");
  var TRIMMED = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");
  function parseFormula(text) {
    const terms = [];
    let [at, sign, before] = [skipSpace(text, 0), 1, ""];
    const first = next(SIGN, text, at);
    if (first?.index === at) [sign, before, at] = [SIGNS[first[0]], first[0], skipSpace(text, at + first[0].length)];
    for (; ; ) {
      QUOTED.lastIndex = at;
      const quoted = QUOTED.exec(text);
      const after = next(SIGN, text, quoted ? QUOTED.lastIndex : at);
      const word = quoted ? quoted[2].replace(/\\(.)/gsu, "$1") : text.slice(at, after?.index ?? text.length).replace(TRIMMED, "");
      if (word === "") {
        const wrong = text.replace(TRIMMED, "") === "" ? "empty" : "lacks";
        return { wrong, before, after: after?.[0] ?? "" };
      }
      terms.push({ sign, text: word, quoted: quoted !== null });
      if (terms.length > MOST_TERMS) return { wrong: "long", before: "", after: "" };
      if (!after) return terms;
      [sign, before, at] = [SIGNS[after[0]], after[0], skipSpace(text, after.index + after[0].length)];
    }
  }
  function next(pattern, text, from) {
    pattern.lastIndex = from;
    return pattern.exec(text);
  }
  function skipSpace(text, at) {
    SPACES.lastIndex = at;
    SPACES.exec(text);
    return SPACES.lastIndex;
  }
  function formulaOf(terms) {
    const word = ({ text, quoted }) => {
      const read = quoted ? [] : parseFormula(text);
      const isPlain = !("wrong" in read) && read.length === 1 && read[0].text === text && read[0].sign > 0 && !read[0].quoted;
      return isPlain ? text : `"${text.replace(/["\\]/gu, "\\$&")}"`;
    };
    return terms.map((term, i) => (i === 0 && term.sign > 0 ? "" : term.sign > 0 ? "+ " : "- ") + word(term)).join(" ");
  }

  // src/ask/words.ts
  function matchingRows({ raw, readable }, text) {
    const spelled = rowsWhere(raw, (one) => one === text);
    if (spelled.length > 0) return spelled;
    const same = rowsWhere(readable, (one) => one === text);
    if (same.length > 0) return same;
    const folded = casefold(text);
    return rowsWhere(readable, (one) => casefold(one) === folded);
  }
  function findWord(texts3, { text, quoted }) {
    const { raw, readable } = texts3;
    const rows = matchingRows(texts3, text);
    if (rows.length > 0) {
      const alike = rows.filter((row2) => readable[row2] === readable[rows[0]]);
      alike.push(...rowsWhere(readable, (one) => one === text).filter((row2) => !rows.includes(row2)));
      const spelled = quoted && raw[rows[0]] === text;
      const row = spelled ? rows[0] : alike.find((one) => isWord(texts3, one)) ?? rows[0];
      return { text, rows: [row], others: spelled ? [] : alike.filter((one) => one !== row) };
    }
    const inner = /^(["'])(.*)\1$/su.exec(text)?.[2];
    return inner !== void 0 && matchingRows(texts3, inner).length > 0 ? findWord(texts3, { text: inner, quoted: true }) : null;
  }
  function rowsWhere(texts3, is) {
    const rows = [];
    for (let row = 0; row < texts3.length; row++) if (is(texts3[row])) rows.push(row);
    return rows;
  }
  function isWord({ columns }, row) {
    const kind = columns.find(({ name, categories }) => name === "kind" && categories);
    return kind?.categories?.[kind.values[row]] === "word";
  }
  function casefold(text) {
    return text.split("ı").map((part) => part.replaceAll("ẞ", "ss").toUpperCase().toLowerCase().replaceAll("ς", "σ")).join("ı");
  }

  // src/ask/sum.ts
  var LISTED = 50;
  function createSum(box) {
    const { context, vectors } = box;
    const { data, store } = context;
    const input = line(() => ask());
    const title = el("h3", {});
    const status = el("p", { role: "status" });
    const count = el("span", {});
    const pick = button({}, () => store.set({ picked: rows.slice().sort() }));
    const head = el("p", { class: "head", hidden: true }, count, pick);
    const list = el("ol", { class: "tokens" });
    const leftOut = el("p", {});
    const caveat = el("p", { class: "caveat", hidden: true });
    const hints = hintsFor(box, input, () => ask());
    const element = el("section", {}, title, input, status, hints.element, head, list, leftOut, caveat);
    let rows = new Uint32Array(0);
    let show = () => void 0;
    const tell = (text) => {
      status.textContent = text;
      head.hidden = caveat.hidden = true;
      list.replaceChildren();
      leftOut.textContent = "";
    };
    const ask = () => {
      const read = readFormula(box, input.value);
      show = () => {
        tell(read.wrong(box));
        if (read.missing === null) hints.clear();
        else hints.show(read.missing);
      };
      show();
      if (!read.words) return;
      const { terms, words } = read;
      status.textContent = "…";
      reveal(element);
      const asked = terms.map(({ sign }, i) => ({ sign, rows: words[i].rows }));
      vectors.ask("sum", { terms: asked, most: LISTED }, (sum) => {
        show = () => answer(sum, terms, words);
        show();
      });
    };
    const answer = (sum, terms, words) => {
      if (typeof sum === "string") return tell(box.say(sum));
      const cosine = data.metric === "cosine";
      const digits = (distance) => (cosine ? 1 - distance : distance).toFixed(3);
      rows = Uint32Array.from(sum.near, ({ row }) => row);
      status.textContent = toldChoices(box, words);
      head.hidden = rows.length === 0;
      count.textContent = box.say("nearest", { n: rows.length });
      fill(list, context, sum.near, digits);
      leftOut.textContent = toldLeftOut(box, sum, digits);
      caveat.hidden = terms.length === 1 && terms[0].sign > 0;
    };
    return {
      element,
      dress() {
        title.textContent = box.say("sum");
        label(input, box.say("sum"), box.say("sumHint"));
        pick.textContent = box.say("selectAll");
        caveat.textContent = box.say("caveat");
        show();
      }
    };
  }
  function hintsFor(box, input, ask) {
    const replace = (word, by) => {
      const { terms } = readFormula(box, input.value);
      input.value = formulaOf(terms.map((term) => term.text === word ? { ...term, text: by } : term));
      input.focus();
      ask();
    };
    return createHints(box, replace, ask);
  }
  function toldLeftOut(box, { inputs }, digits) {
    const { readable } = box.context.data;
    const places = inputs.map(
      ({ row, value, place }) => box.say("place", { token: short(readable[row], 40), place, value: digits(value) })
    );
    return box.say("leftOut", { what: places.join(box.separator) });
  }
  function readFormula(box, text) {
    const { data } = box.context;
    const whole = matchingRows(data, text).length > 0;
    const parsed = whole ? [{ sign: 1, text, quoted: false }] : parseFormula(text);
    if ("wrong" in parsed) return { terms: [], words: null, missing: null, wrong: (box2) => toldWrong(box2, parsed) };
    const words = [];
    for (const term of parsed) {
      const word = findIn(box, term);
      if (!word) return { terms: parsed, words: null, missing: term.text, wrong: (box2) => noToken(box2, term.text) };
      words.push(word);
    }
    return { terms: parsed, words, missing: null, wrong: () => "" };
  }
  function toldWrong({ say }, { wrong, before, after }) {
    if (wrong === "empty") return say("empty");
    if (wrong === "long") return say("long", { most: MOST_TERMS });
    const key = before === "" ? "lacksBefore" : after === "" ? "lacksAfter" : "lacksBetween";
    return say(key, { before, after });
  }
  function findIn({ context, means }, term) {
    const rows = means.get(term.text);
    return findWord(context.data, term) ?? (rows ? { text: term.text, rows, others: [] } : null);
  }
  function noToken({ say }, word) {
    return say("noToken", { word: short(word, 40) });
  }
  function toldChoices({ context, say, separator }, words) {
    const { data } = context;
    const named2 = (one) => `${short(data.raw[one], 40)} (id ${data.ids[one]})`;
    const choices = words.filter(({ others }) => others.length > 0).map(({ rows: [row], others }) => {
      const rest = others.slice(0, 3).map(named2).join(separator) + (others.length > 3 ? " …" : "");
      return say("choice", { raw: short(data.raw[row], 40), id: String(data.ids[row]), others: rest });
    });
    const means = words.filter(({ rows }) => rows.length > 1).map(({ text, rows }) => {
      const what = rows.slice(0, 10).map((row) => short(data.raw[row], 40));
      const told = what.join(" ") + (rows.length > 10 ? " …" : "");
      return say("meanOf", { word: short(text, 40), n: rows.length, what: told });
    });
    const taken = choices.length > 0 ? [say("taken", { what: [...new Set(choices)].join("; ") })] : [];
    return [...new Set(means), ...taken].join(" ");
  }

  // src/ask/axis.ts
  var LISTED2 = 25;
  var COMMA = /[,，、]/u;
  function createAxis(box) {
    const { context } = box;
    const ends = [line(() => ask()), line(() => ask())];
    const title = el("h3", {});
    const status = el("p", { role: "status" });
    const near = el("p", {});
    const null_ = el("p", {});
    const color = button({ hidden: true }, () => answered && colorBy(box, answered));
    const heads = [el("h4", { hidden: true }), el("h4", { hidden: true })];
    const lists = [el("ol", { class: "tokens" }), el("ol", { class: "tokens" })];
    const found = [near, null_, color, heads[0], lists[0], heads[1], lists[1]];
    const hints = createHints(
      box,
      (word, by) => {
        for (const end of ends) end.value = replaced(end.value, word, by);
        ask();
      },
      () => ask()
    );
    const element = el("section", {}, title, ...ends, status, hints.element, ...found);
    let answered = null;
    let show = () => void 0;
    const tell = (text) => {
      answered = null;
      status.textContent = text;
      near.textContent = null_.textContent = "";
      for (const part of [color, ...heads]) part.hidden = true;
      for (const list of lists) list.replaceChildren();
    };
    const ask = () => {
      const empty = ends.find(({ value }) => value.trim() === "");
      if (empty) return empty.focus();
      const read = readEnds(box, ends[0].value, ends[1].value);
      show = () => {
        tell("wrong" in read ? read.wrong(box) : "…");
        if ("wrong" in read && read.missing !== null) hints.show(read.missing);
        else hints.clear();
      };
      show();
      if ("wrong" in read) return;
      reveal(element);
      askAll(box, read.words, (told) => {
        show = () => typeof told === "string" ? tell(box.say(told)) : answer(told);
        show();
      });
    };
    const answer = (known) => {
      answered = known;
      const { laid, words, pairs, chance } = known;
      status.textContent = toldChoices(box, words.flat());
      near.textContent = pairs === void 0 ? nearness(box, laid.distance) : besideChance(box, laid.distance, pairs);
      null_.textContent = chance === void 0 ? "…" : toldChance(box, laid, chance);
      color.hidden = false;
      [-1, 1].forEach((sign, i) => {
        heads[i].hidden = false;
        heads[i].textContent = box.say("toward", { words: named(box, words[i]), sign: String(sign) });
        fill(lists[i], context, farthest(laid.positions, sign, LISTED2), (value) => value.toFixed(2));
      });
    };
    return {
      element,
      dress() {
        title.textContent = box.say("two");
        label(ends[0], box.say("from"));
        label(ends[1], box.say("to"));
        color.textContent = box.say("color");
        show();
      }
    };
  }
  function replaced(group, word, by) {
    const texts3 = group.split(COMMA).map((text) => text.trim() === word ? by : text.trim());
    return texts3.join(", ");
  }
  function askAll({ vectors }, words, tell) {
    const [a, b] = words.map((end) => [...new Set(end.flatMap(({ rows }) => rows))]);
    vectors.ask("axis", { a, b }, (laid) => {
      if (typeof laid === "string") return tell(laid);
      let known = { laid, words };
      const add = (more) => tell(known = { ...known, ...more });
      add({});
      if (a.length === 1 && b.length === 1)
        vectors.ask("ends", { a: a[0], b: b[0] }, ({ chance }) => add({ pairs: chance }));
      vectors.ask("chance", { a: a.length, b: b.length }, (chance) => add({ chance }));
    });
  }
  function readEnds(box, a, b) {
    const found = [];
    for (const end of [a, b]) {
      const whole = findIn(box, { text: end.trim(), quoted: false });
      const texts3 = end.split(COMMA).flatMap((text) => text.trim() === "" ? [] : text.trim());
      const words = whole ? [whole] : texts3.map((text) => findIn(box, { text, quoted: false }));
      const at = words.indexOf(null);
      if (at >= 0 || words.length === 0) {
        const missing = texts3[at] ?? end;
        return { wrong: (box2) => noToken(box2, missing), missing };
      }
      found.push(words);
    }
    const others = found[1].flatMap(({ rows }) => rows);
    const both = found[0].find(({ rows }) => rows.some((row) => others.includes(row)));
    if (both) return { wrong: ({ say }) => say("both", { token: visible(both.text) }), missing: null };
    return { words: [found[0], found[1]] };
  }
  function named({ context, separator }, words) {
    const names = words.slice(0, 3).map(({ text, rows }) => visible(rows.length > 1 ? text : context.data.readable[rows[0]]));
    return names.join(separator) + (words.length > 3 ? " …" : "");
  }
  function toldChance(box, { positions, half }, chance) {
    if (!chance) return box.say("noChance");
    const [low, high] = chance.map((end) => end / half);
    const known = positions.filter((position) => !Number.isNaN(position));
    const beyond = known.filter((position) => position < low || position > high).length / known.length;
    const share = (100 * beyond).toFixed(1);
    return box.say("chance", { low: low.toFixed(2), high: high.toFixed(2), share });
  }
  function farthest(positions, sign, most) {
    const rows = [];
    for (let row = 0; row < positions.length; row++) if (!Number.isNaN(positions[row])) rows.push(row);
    rows.sort((a, b) => sign * (positions[b] - positions[a]) || a - b);
    return rows.slice(0, most).map((row) => ({ row, value: positions[row] }));
  }
  function colorBy(box, { laid, words }) {
    const { context, say } = box;
    const { data, store } = context;
    const [a, b] = words.map((end) => named(box, end));
    const old = data.columns.findIndex((column2) => ours.has(column2));
    const taken = data.columns.filter((column2) => !ours.has(column2)).map(({ name: name2 }) => name2);
    let name = "axis";
    for (let i = 2; taken.includes(name); i++) name = `axis ${i}`;
    const column = {
      name,
      title: `${a} – ${b}`,
      help: say("column", { a, b }),
      categories: null,
      values: laid.positions,
      rounded: true
    };
    ours.add(column);
    setFilter(store, name, null);
    if (store.state.colorBy === name) store.set({ colorBy: PLACE });
    context.putColumn(column, old);
    store.set({ colorBy: name, mode: "column" });
  }
  var ours = /* @__PURE__ */ new WeakSet();

  // src/ask/pair.ts
  function createPair(box) {
    const { store, data } = box.context;
    const element = el("p", { class: "pair", role: "status" });
    let [before, last] = [-1, store.state.selected];
    let show = () => void 0;
    const stop = store.on(["selected"], ({ selected }) => {
      if (selected < 0 || selected === last) return;
      [before, last] = [last, selected];
      ask();
    });
    const ask = () => {
      if (before < 0 || !box.open) return;
      const [a, b] = [before, last];
      box.vectors.ask("pair", { a, b }, ({ distance, chance }) => {
        show = () => {
          const [one, other] = [a, b].map((row) => short(data.readable[row], 40));
          element.textContent = `${box.say("last", { a: one, b: other })} ${besideChance(box, distance, chance)}`;
        };
        show();
      });
    };
    return { element, dress: () => show(), opened: ask, stop };
  }

  // src/locales/i18n.ts
  var FALLBACK = "en";
  function sayer(spoken) {
    return (locale) => {
      const texts3 = own(spoken, locale) ?? spoken[FALLBACK];
      return (key, values) => filled(texts3[key], values, locale);
    };
  }
  function filled(text, values = {}, locale = FALLBACK) {
    return text.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, (_, name, one, more) => {
      const value = own(values, name) ?? "";
      if (one !== void 0) {
        const isOne = typeof value === "number" && new Intl.PluralRules(locale).select(value) === "one";
        return isOne ? one : more ?? "";
      }
      return typeof value === "number" ? value.toLocaleString(locale) : value;
    });
  }

  // src/ask/locales/en.ts
  var texts = {
    title: "Ask the vectors",
    told: "{dim} {dim:number|numbers} a token, rounded: of the {k} true nearest, {share}% are found ({sample} {sample:token was|tokens were} asked).",
    ranked: "{said} Here near is by plain cosine; the lists of neighbors are ranked by {space}.",
    damaged: "The vectors of this page cannot be read: {why}. Please make or download the page again.",
    sum: "A sum of words",
    sumHint: "king - man + woman",
    empty: "Type a token or a formula, such as king - man + woman.",
    lacksAfter: "A term is missing after {before}: a token that is a sign stands in quotation marks, as '+'.",
    lacksBefore: "A term is missing before {after}: a token that is a sign stands in quotation marks, as '+'.",
    lacksBetween: "A term is missing between {before} and {after}: a token that is a sign stands in quotation marks, as '+'.",
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
    caveat: "Such sums show that directions recur among the vectors, not that a model reasons by them: the words themselves are left out of the list, and one of them would most often lead it (Linzen 2016).",
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
    last: "Selected last: {a} and {b}."
  };
  var en_default2 = texts;

  // src/ask/locales/ja.ts
  var texts2 = {
    title: "ベクトルに尋ねる",
    told: "1 トークンあたり {dim} 個の数を丸めてあり、本当の近傍 {k} 件のうち {share}% が見つかります（{sample} トークンで測定）。",
    ranked: "{said}ここでの近さは単なるコサインです。近傍の一覧は {space} による順です。",
    damaged: "このページのベクトルを読み取れません（{why}）。作り直すか、もう一度ダウンロードしてください。",
    sum: "単語の足し引き",
    sumHint: "king - man + woman",
    empty: "トークンか、king - man + woman のような式を入力してください。",
    lacksAfter: "{before} の後に語がありません。記号そのものがトークンなら '+' のように引用符で囲んでください。",
    lacksBefore: "{after} の前に語がありません。記号そのものがトークンなら '+' のように引用符で囲んでください。",
    lacksBetween: "{before} と {after} の間に語がありません。記号そのものがトークンなら '+' のように引用符で囲んでください。",
    long: "式の項は {most} 個までです。",
    noToken: "{word} はこの地図のトークンではありません。",
    didYouMean: "もしかして:",
    becomes: "{word} は次のトークンに分かれます: {what}",
    notHere: "（ID {id}、未知またはこの地図にないトークン）",
    takeMean: "これらの平均を使う",
    meanOf: "{word} はトークンではなく、{n} 個のトークン {what} の平均で代えています。",
    outside: "語彙にない語は複数のトークンに分かれるか、この地図に含まれていません。",
    signs: "足し引きの記号の前後には、king - man + woman のように空白を入れてください。",
    cancel: "項が打ち消し合い、近さを測る方向が残りません。",
    zero: "零ベクトルの行が含まれ、方向がありません。",
    same: "両端が同じなので、間に線を引けません。",
    both: "{token} が両端にあります。両端には別の語を入れてください。",
    taken: "選んだトークン: {what}。別のものは、元の表記を引用符で囲んで指定します。",
    choice: "{raw}（ID {id}、{others} ではない）",
    leftOut: "除いた語: {what}。",
    place: "{token}（{place} 位、{value}）",
    caveat: "こうした足し引きが示すのは、同じ方向がベクトルの間に繰り返し現れることで、モデルがそれで推論することではありません。式の語自体は一覧から除かれ、除かなければ多くの場合そのひとつが先頭に来ます (Linzen 2016)。",
    nearest: "最も近い {n} 件",
    selectAll: "すべて選択",
    two: "2 つの語、または語の組",
    from: "から（例: he, him）",
    to: "へ（例: she, her）",
    similarity: "類似度 {value}",
    distance: "距離 {value}",
    pairs: "{what}。無作為な 2 語では 95% が {low} から {high} の間です。",
    chance: "無作為な軸ではトークンの 95% が {low} から {high} の間にあり、この軸では {share}% がその外にあります。",
    noChance: "トークンが少なすぎて、無作為なものと比べられません。",
    toward: "{words} の側 ({sign})",
    color: "この軸で色分け",
    column: "{a} (-1) から {b} (1) への線の上の位置。",
    last: "最後に選んだ 2 つ: {a} と {b}。"
  };
  var ja_default2 = texts2;

  // src/ask/texts.ts
  var sayIn = sayer({ en: en_default2, ja: ja_default2 });

  // worker-text:src/ask/vectors-worker.ts
  var vectors_worker_default = '"use strict";(()=>{var g=self;async function E(e){let a=new ReadableStream({start(c){c.enqueue(e),c.close()}});return new Uint8Array(await new Response(a.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer())}function R(e,a){if(String.fromCharCode(...e.subarray(0,4))!==a)return null;let c=8+new DataView(e.buffer).getUint32(4,!0);return{header:JSON.parse(new TextDecoder().decode(e.subarray(8,c))),parts:e.subarray(c)}}var N=200,I=2e3,L=.95,U=2654435769;var S=class extends Error{};function k(e){let a;try{a=atob(e)}catch{throw new S("it is not base64")}let c=new Uint8Array(a.length);for(let n=0;n<c.length;n++)c[n]=a.charCodeAt(n);return c}function T(e){let a=e*U;return()=>(a^=a<<13,a^=a>>>17,a^=a<<5,(a>>>0)/2**32)}var Q="LXSV",M=1,O=1e-6,V=5e3;async function v(e){let a=R(await E(k(e)),Q);if(!a)throw new Error("they are no vectors");let{header:c,parts:n}=a;if(c.version!==M)throw new Error(`they are of version ${c.version}, not ${M}`);let{n:t,dim:r,width:d}=c;if(n.length!==t*r*d)throw new Error("they were cut");return{told:c,rows:$(X(n,t*r,d),t,c.metric==="cosine",c.step)}}function X(e,a,c){let n=c<=2?new Int16Array(a):new Int32Array(a),[t,r]=[e.subarray(0,a),e.subarray(a,2*a)];for(let d=0;d<a;d++){let o=c>1?t[d]|r[d]<<8:t[d];for(let f=2;f<c;f++)o|=e[f*a+d]<<8*f;n[d]=o>>>1^-(o&1)}return n}function $(e,a,c,n){let t=new Float64Array(a);for(let r=0;r<e.length;r+=a)for(let d=0;d<a;d++)t[d]+=e[r+d]*e[r+d];for(let r=0;r<a;r++)t[r]=Math.sqrt(t[r]);return{n:a,dim:a>0?e.length/a:0,unit:c,steps:e,lengths:t,size:n}}function F(e,a,c){let n=new Float64Array(e.dim),t=0;for(let{sign:u,rows:l}of a){if(e.unit&&l.some(s=>e.lengths[s]===0))return"zero";let m=A(e,l),b=p(m);if(e.unit&&b<=O)return"zero";let y=e.unit&&l.length>1?m.map(s=>s/b):m;t+=p(y);for(let s=0;s<n.length;s++)n[s]+=u*y[s]}if(e.unit&&p(n)<=O*t)return"cancel";let r=Z(e,n),d=[...new Set(a.flatMap(({rows:u})=>u))],o=ee(r,c+d.length).filter(u=>!d.includes(u)),f=u=>({row:u,value:r[u]});return{near:o.slice(0,c).map(f),inputs:d.map(u=>({...f(u),place:ae(r,u)}))}}function C(e,a,c){if(e.unit&&[...a,...c].some(b=>e.lengths[b]===0))return"zero";let[n,t]=[A(e,a),A(e,c)],r=t.map((b,y)=>b-n[y]),d=i(r,r);if(d<=O**2*Math.max(i(n,n),i(t,t)))return"same";let o=(i(t,t)-i(n,n))/2,f=q(e,r),u=Float32Array.from(f,(b,y)=>2*((e.unit?b/e.lengths[y]:b)-o)/d),l=1-i(n,t)/Math.sqrt(i(n,n)*i(t,t)),m=e.unit?l:Math.sqrt(d)*e.size;return{positions:u,distance:m,half:Math.sqrt(d)/2}}function _(e,a,c){let[n,t]=[x(e,a),x(e,c)];return e.unit?1-i(n,t):e.size*p(n.map((r,d)=>r-t[d]))}function D(e,a,c){let n=B(e);if(n.length<=a+c)return null;let t=Math.ceil(n.length/I),r=n.filter((u,l)=>l%t===0),d=r.map(u=>Float32Array.from(x(e,u))),o=T(1),f=[];for(let u=0;u<N;u++){let l=H(n,a+c,o),[m,b]=[A(e,l.slice(0,a)),A(e,l.slice(a))],y=b.map((h,w)=>h-m[w]),s=p(y);if(s===0)continue;let K=Float32Array.from(y,h=>h/s),W=(i(b,b)-i(m,m))/2/s,Y=new Set(l);r.forEach((h,w)=>{Y.has(h)||f.push(i(d[w],K)-W)})}return P(f)}function G(e){let a=B(e);if(a.length<3)return null;let c=T(2);return P(Array.from({length:V},()=>{let[n,t]=H(a,2,c);return _(e,n,t)}))}function P(e){if(e.length===0)return null;let a=Float64Array.from(e).sort(),c=Math.floor((1-L)/2*(a.length-1));return[a[c],a[a.length-1-c]]}function B({n:e,unit:a,lengths:c}){return Array.from({length:e},(n,t)=>t).filter(n=>!a||c[n]>0)}function H(e,a,c){let n=new Set;for(;n.size<a;)n.add(e[Math.floor(c()*e.length)]);return[...n]}function x({n:e,dim:a,unit:c,steps:n,lengths:t},r){let d=new Float64Array(a),o=c&&t[r]||1;for(let f=0;f<a;f++)d[f]=n[f*e+r]/o;return d}function A(e,a){let c=new Float64Array(e.dim);for(let n of a){let t=x(e,n);for(let r=0;r<c.length;r++)c[r]+=t[r]/a.length}return c}function q({n:e,dim:a,steps:c},n){let t=new Float64Array(e);for(let r=0;r<a;r++){let d=n[r],o=c.subarray(r*e,(r+1)*e);for(let f=0;f<e;f++)t[f]+=d*o[f]}return t}function J({n:e,dim:a,steps:c},n){let t=new Float64Array(e);for(let r=0;r<a;r++){let d=n[r],o=c.subarray(r*e,(r+1)*e);for(let f=0;f<e;f++)t[f]+=(o[f]-d)*(o[f]-d)}return t}function Z(e,a){if(!e.unit)return J(e,a).map(n=>e.size*Math.sqrt(n));let c=p(a);return q(e,a).map((n,t)=>e.lengths[t]>0?1-n/e.lengths[t]/c:1)}function ee(e,a){let c=Math.min(a,e.length);if(c===0)return[];let n=e.slice().sort()[c-1],t=[];for(let r=0;r<e.length;r++)e[r]<=n&&t.push(r);return t.sort((r,d)=>e[r]-e[d]||r-d).slice(0,c)}function ae(e,a){let c=1;for(let n=0;n<e.length;n++)(e[n]<e[a]||e[n]===e[a]&&n<a)&&c++;return c}function i(e,a){let c=0;for(let n=0;n<e.length;n++)c+=e[n]*a[n];return c}function p(e){return Math.sqrt(i(e,e))}function z(e,a){let c,n=new Map,t=({a:d,b:o})=>(c===void 0&&(c=G(a)),{distance:_(a,d,o),chance:c}),r={told:()=>e,sum:({terms:d,most:o})=>F(a,d,o),axis:({a:d,b:o})=>C(a,d,o),chance({a:d,b:o}){let f=`${d} ${o}`;return n.has(f)||n.set(f,D(a,d,o)),n.get(f)},ends:t,pair:t};return({kind:d,asked:o})=>r[d](o)}var j=null;g.onmessage=async({data:e})=>{try{j??=v(e.text??"").then(({told:a,rows:c})=>z(a,c)),g.postMessage({answer:(await j)(e.question)})}catch(a){g.postMessage({wrong:String(a.message)})}};})();\n';

  // src/browser/beside.ts
  function runsAhead() {
    return navigator.userAgent.includes("HeadlessChrome") && !navigator.webdriver;
  }
  function beside(source, here, tell) {
    let stopped = false;
    let last = null;
    const answer = (given) => {
      if (!stopped) tell(given);
    };
    const later = (request) => {
      setTimeout(() => stopped || here(request, answer));
    };
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const ahead = runsAhead();
    let worker = ahead ? null : started(url);
    const fallBack = () => {
      worker?.terminate();
      worker = null;
      if (last !== null) later(last);
    };
    if (worker) {
      worker.onerror = fallBack;
      worker.onmessage = ({ data }) => {
        URL.revokeObjectURL(url);
        if ("unable" in data) fallBack();
        else answer(data);
      };
    } else URL.revokeObjectURL(url);
    return {
      ask(request) {
        if (!worker) return ahead ? here(request, answer) : later(request);
        last = request;
        worker.postMessage(request);
      },
      stop() {
        stopped = true;
        worker?.terminate();
        URL.revokeObjectURL(url);
      }
    };
  }
  function started(url) {
    try {
      return new Worker(url);
    } catch {
      return null;
    }
  }

  // src/data/container.ts
  async function inflate(packed) {
    const source = new ReadableStream({
      start(controller) {
        controller.enqueue(packed);
        controller.close();
      }
    });
    return new Uint8Array(await new Response(source.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  }
  function partsOf(body, magic) {
    if (String.fromCharCode(...body.subarray(0, 4)) !== magic) return null;
    const start2 = 8 + new DataView(body.buffer).getUint32(4, true);
    return {
      header: JSON.parse(new TextDecoder().decode(body.subarray(8, start2))),
      parts: body.subarray(start2)
    };
  }

  // src/data/data.ts
  var DamagedData = class extends Error {
  };
  function fromBase64(text) {
    let binary;
    try {
      binary = atob(text);
    } catch {
      throw new DamagedData("it is not base64");
    }
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

  // src/data/random.ts
  function randomOf(seed) {
    let state = seed * DRAW_SEED;
    return () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    };
  }

  // src/ask/rows.ts
  var MAGIC = "LXSV";
  var VERSION = 1;
  var CANCELLED = 1e-6;
  var PAIRS = 5e3;
  async function unpack(text) {
    const opened = partsOf(
      await inflate(fromBase64(text)),
      MAGIC
    );
    if (!opened) throw new Error("they are no vectors");
    const { header: told, parts: planes } = opened;
    if (told.version !== VERSION) throw new Error(`they are of version ${told.version}, not ${VERSION}`);
    const { n, dim, width } = told;
    if (planes.length !== n * dim * width) throw new Error("they were cut");
    return { told, rows: rowsOf(unfolded(planes, n * dim, width), n, told.metric === "cosine", told.step) };
  }
  function unfolded(planes, count, width) {
    const steps = width <= 2 ? new Int16Array(count) : new Int32Array(count);
    const [first, second] = [planes.subarray(0, count), planes.subarray(count, 2 * count)];
    for (let i = 0; i < count; i++) {
      let folded = width > 1 ? first[i] | second[i] << 8 : first[i];
      for (let plane = 2; plane < width; plane++) folded |= planes[plane * count + i] << 8 * plane;
      steps[i] = folded >>> 1 ^ -(folded & 1);
    }
    return steps;
  }
  function rowsOf(steps, n, unit, size) {
    const lengths = new Float64Array(n);
    for (let at = 0; at < steps.length; at += n) {
      for (let i = 0; i < n; i++) lengths[i] += steps[at + i] * steps[at + i];
    }
    for (let i = 0; i < n; i++) lengths[i] = Math.sqrt(lengths[i]);
    return { n, dim: n > 0 ? steps.length / n : 0, unit, steps, lengths, size };
  }
  function addUp(rows, terms, most) {
    const total = new Float64Array(rows.dim);
    let added = 0;
    for (const { sign, rows: of } of terms) {
      if (rows.unit && of.some((row) => rows.lengths[row] === 0)) return "zero";
      const mean = meanOf(rows, of);
      const size = lengthOf(mean);
      if (rows.unit && size <= CANCELLED) return "zero";
      const vector = rows.unit && of.length > 1 ? mean.map((value) => value / size) : mean;
      added += lengthOf(vector);
      for (let j = 0; j < total.length; j++) total[j] += sign * vector[j];
    }
    if (rows.unit && lengthOf(total) <= CANCELLED * added) return "cancel";
    const far = distancesFrom(rows, total);
    const inputs = [...new Set(terms.flatMap(({ rows: rows2 }) => rows2))];
    const near = nearest(far, most + inputs.length).filter((row) => !inputs.includes(row));
    const figure = (row) => ({ row, value: far[row] });
    return {
      near: near.slice(0, most).map(figure),
      inputs: inputs.map((row) => ({ ...figure(row), place: placeOf(far, row) }))
    };
  }
  function layAxis(rows, a, b) {
    if (rows.unit && [...a, ...b].some((row) => rows.lengths[row] === 0)) return "zero";
    const [from, to] = [meanOf(rows, a), meanOf(rows, b)];
    const line2 = to.map((value, j) => value - from[j]);
    const squared = dot(line2, line2);
    if (squared <= CANCELLED ** 2 * Math.max(dot(from, from), dot(to, to))) return "same";
    const middle = (dot(to, to) - dot(from, from)) / 2;
    const along = products(rows, line2);
    const positions = Float32Array.from(along, (value, i) => {
      const foot = rows.unit ? value / rows.lengths[i] : value;
      return 2 * (foot - middle) / squared;
    });
    const cosine = 1 - dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to));
    const distance = rows.unit ? cosine : Math.sqrt(squared) * rows.size;
    return { positions, distance, half: Math.sqrt(squared) / 2 };
  }
  function distanceOf(rows, a, b) {
    const [one, other] = [vectorOf(rows, a), vectorOf(rows, b)];
    if (rows.unit) return 1 - dot(one, other);
    return rows.size * lengthOf(one.map((value, j) => value - other[j]));
  }
  function chanceAlong(rows, a, b) {
    const known = knownRows(rows);
    if (known.length <= a + b) return null;
    const step = Math.ceil(known.length / AXIS_LAID);
    const laid = known.filter((_, place) => place % step === 0);
    const vectors = laid.map((row) => Float32Array.from(vectorOf(rows, row)));
    const random = randomOf(1);
    const found = [];
    for (let axis = 0; axis < AXIS_DRAWS; axis++) {
      const drawn = drawnFrom(known, a + b, random);
      const [from, to] = [meanOf(rows, drawn.slice(0, a)), meanOf(rows, drawn.slice(a))];
      const line2 = to.map((value, j) => value - from[j]);
      const length = lengthOf(line2);
      if (length === 0) continue;
      const direction = Float32Array.from(line2, (value) => value / length);
      const middle = (dot(to, to) - dot(from, from)) / 2 / length;
      const ends = new Set(drawn);
      laid.forEach((row, i) => {
        if (!ends.has(row)) found.push(dot(vectors[i], direction) - middle);
      });
    }
    return endsOf(found);
  }
  function chanceOfPairs(rows) {
    const known = knownRows(rows);
    if (known.length < 3) return null;
    const random = randomOf(2);
    return endsOf(
      Array.from({ length: PAIRS }, () => {
        const [a, b] = drawnFrom(known, 2, random);
        return distanceOf(rows, a, b);
      })
    );
  }
  function endsOf(found) {
    if (found.length === 0) return null;
    const sorted = Float64Array.from(found).sort();
    const tail = Math.floor((1 - AXIS_SHARE) / 2 * (sorted.length - 1));
    return [sorted[tail], sorted[sorted.length - 1 - tail]];
  }
  function knownRows({ n, unit, lengths }) {
    return Array.from({ length: n }, (_, row) => row).filter((row) => !unit || lengths[row] > 0);
  }
  function drawnFrom(known, size, random) {
    const drawn = /* @__PURE__ */ new Set();
    while (drawn.size < size) drawn.add(known[Math.floor(random() * known.length)]);
    return [...drawn];
  }
  function vectorOf({ n, dim, unit, steps, lengths }, row) {
    const vector = new Float64Array(dim);
    const length = unit ? lengths[row] || 1 : 1;
    for (let j = 0; j < dim; j++) vector[j] = steps[j * n + row] / length;
    return vector;
  }
  function meanOf(rows, of) {
    const mean = new Float64Array(rows.dim);
    for (const row of of) {
      const vector = vectorOf(rows, row);
      for (let j = 0; j < mean.length; j++) mean[j] += vector[j] / of.length;
    }
    return mean;
  }
  function products({ n, dim, steps }, vector) {
    const found = new Float64Array(n);
    for (let j = 0; j < dim; j++) {
      const weight = vector[j];
      const column = steps.subarray(j * n, (j + 1) * n);
      for (let i = 0; i < n; i++) found[i] += weight * column[i];
    }
    return found;
  }
  function squares({ n, dim, steps }, vector) {
    const found = new Float64Array(n);
    for (let j = 0; j < dim; j++) {
      const at = vector[j];
      const column = steps.subarray(j * n, (j + 1) * n);
      for (let i = 0; i < n; i++) found[i] += (column[i] - at) * (column[i] - at);
    }
    return found;
  }
  function distancesFrom(rows, total) {
    if (!rows.unit) return squares(rows, total).map((square) => rows.size * Math.sqrt(square));
    const length = lengthOf(total);
    return products(rows, total).map((product, i) => rows.lengths[i] > 0 ? 1 - product / rows.lengths[i] / length : 1);
  }
  function nearest(far, most) {
    const count = Math.min(most, far.length);
    if (count === 0) return [];
    const limit = far.slice().sort()[count - 1];
    const rows = [];
    for (let row = 0; row < far.length; row++) if (far[row] <= limit) rows.push(row);
    return rows.sort((a, b) => far[a] - far[b] || a - b).slice(0, count);
  }
  function placeOf(far, row) {
    let place = 1;
    for (let i = 0; i < far.length; i++) if (far[i] < far[row] || far[i] === far[row] && i < row) place++;
    return place;
  }
  function dot(a, b) {
    let total = 0;
    for (let j = 0; j < a.length; j++) total += a[j] * b[j];
    return total;
  }
  function lengthOf(vector) {
    return Math.sqrt(dot(vector, vector));
  }

  // src/ask/questions.ts
  function answererOf(told, rows) {
    let pairs;
    const chances = /* @__PURE__ */ new Map();
    const pair = ({ a, b }) => {
      if (pairs === void 0) pairs = chanceOfPairs(rows);
      return { distance: distanceOf(rows, a, b), chance: pairs };
    };
    const answers = {
      told: () => told,
      sum: ({ terms, most }) => addUp(rows, terms, most),
      axis: ({ a, b }) => layAxis(rows, a, b),
      chance({ a, b }) {
        const key = `${a} ${b}`;
        if (!chances.has(key)) chances.set(key, chanceAlong(rows, a, b));
        return chances.get(key);
      },
      ends: pair,
      pair
    };
    return ({ kind, asked }) => answers[kind](asked);
  }

  // src/ask/vectors-source.ts
  function openVectors(text, fail) {
    const waiting = /* @__PURE__ */ new Map();
    let current = null;
    let isSent = false;
    let here = null;
    const work = beside(
      vectors_worker_default,
      ({ question }, answer) => {
        here ??= unpack(text()).then(({ told, rows }) => answererOf(told, rows));
        here.then(
          (answerer) => answer({ answer: answerer(question) }),
          (error) => answer({ wrong: error.message })
        );
      },
      (told) => {
        const asked = current;
        current = null;
        if ("wrong" in told) fail(told.wrong);
        else if (asked && !waiting.has(asked.question.kind)) asked.tell(told.answer);
        goOn();
      }
    );
    const goOn = () => {
      const [next2] = waiting.values();
      if (current || !next2) return;
      waiting.delete(next2.question.kind);
      current = next2;
      work.ask({ text: isSent ? null : text(), question: next2.question });
      isSent = true;
    };
    return {
      ask(kind, asked, tell) {
        waiting.delete(kind);
        waiting.set(kind, { question: { kind, asked }, tell });
        goOn();
      },
      stop: () => work.stop()
    };
  }

  // src/ask/ask.ts
  var HOLDER = "lexiscape-vectors";
  var askPanel = { shared: true, start };
  function start(context) {
    const holder = document.getElementById(HOLDER);
    if (!holder) return () => void 0;
    const { left, store } = context;
    addStyles(left.getRootNode(), ask_default);
    const summary = el("summary", {});
    const note = el("p", { class: "note" });
    const panel = el("details", { class: "panel ask" });
    let [why, told] = ["", null];
    const vectors = openVectors(
      () => holder.textContent.trim(),
      (reason) => {
        why = reason;
        dress();
      }
    );
    const box = {
      context,
      vectors,
      get say() {
        return sayIn(store.state.locale);
      },
      get separator() {
        return store.state.locale === "ja" ? "、" : ", ";
      },
      means: /* @__PURE__ */ new Map(),
      get open() {
        return panel.open;
      }
    };
    const parts = [createSum(box), createAxis(box), createPair(box)];
    panel.append(summary, ...parts.map(({ element }) => element), note);
    left.append(panel);
    panel.addEventListener("toggle", () => {
      if (!panel.open) return;
      vectors.ask("told", null, (answer) => {
        told = answer;
        dress();
      });
      for (const part of parts) part.opened?.();
    });
    const dress = () => {
      summary.textContent = box.say("title");
      if (why !== "") return panel.replaceChildren(summary, el("p", { role: "alert" }, box.say("damaged", { why })));
      for (const part of parts) part.dress();
      if (!told) return;
      const { dim, nearest: k, recall, sample, ranked: space } = told;
      const said = box.say("told", { dim, k, share: (100 * recall).toFixed(1), sample });
      note.textContent = space === void 0 ? said : box.say("ranked", { said, space });
    };
    const stop = context.onDress(dress);
    dress();
    return () => {
      stop();
      vectors.stop();
      for (const part of parts) part.stop?.();
    };
  }
  return __toCommonJS(ask_exports);
})();
