/*! What moves a film's map from frame to frame, built from web/ by `make web`: edit there.
*/
"use strict";
var lexiscapeFilm = (() => {
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

  // src/film/film.ts
  var film_exports = {};
  __export(film_exports, {
    filmPanel: () => filmPanel
  });

  // src/browser/dom.ts
  var SVG = "http://www.w3.org/2000/svg";
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
  function takesText(target) {
    if (target instanceof HTMLTextAreaElement) return true;
    if (target instanceof HTMLInputElement) return target.type === "search" || target.type === "text";
    return target instanceof HTMLSelectElement;
  }

  // src/browser/icons.ts
  var STROKES = {
    plus: "M10 4v12M4 10h12",
    minus: "M4 10h12",
    home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5V16h9V8.5",
    theme: "M10 3.5a6.5 6.5 0 0 1 0 13a6.5 6.5 0 0 1 0-13zM10 6v8a4 4 0 0 0 0-8z",
    lasso: "M10 4c4 0 6.5 1.8 6.5 4.2S14 12.5 10 12.5 3.5 10.6 3.5 8.2 6 4 10 4zM7 12.2c-1.6.6-1.8 2.3-.4 2.9 1.3.5.9 1.7-.6 1.9",
    box: "M4 7V4h3M13 4h3v3M16 13v3h-3M7 16H4v-3M9 4h2M9 16h2M4 9v2M16 9v2",
    present: "M3.5 4.5h13v9h-13zM10 13.5v3M7 16.5h6",
    text: "M3.5 15 7 5.5 10.5 15M4.7 12h4.6M12 15l2.2-6 2.3 6M12.8 13h3",
    save: "M10 3.5v9M6.5 9 10 12.5 13.5 9M4 16h12",
    tour: "M5 16.5v-13M5 4.5h9.5l-2 3 2 3H5",
    table: "M3.5 4.5h13v11h-13zM3.5 8.2h13M3.5 11.9h13M8 8.2v7.3",
    back: "M12 5 7 10l5 5",
    on: "M8 5l5 5-5 5",
    up: "M5 12 10 7l5 5",
    down: "M5 8l5 5 5-5",
    help: "M7.3 7.5C7.3 5.8 8.5 4.7 10.1 4.7s2.7 1 2.7 2.5c0 2-2.7 2.3-2.7 4.4M10.05 15.2v.1",
    close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
    fold: "M5.5 8 10 12.5 14.5 8",
    play: "M6.5 4.5v11l9-5.5z",
    pause: "M7 4.5v11M13 4.5v11",
    former: "M6 4.5v11M14.5 4.5v11L8 10z",
    next: "M14 4.5v11M5.5 4.5v11L12 10z",
    more: "M5 9.5v1M10 9.5v1M15 9.5v1",
    copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3"
  };
  function icon(sign) {
    const picture = document.createElementNS(SVG, "svg");
    for (const [key, value] of Object.entries({
      viewBox: "0 0 20 20",
      class: `icon icon-${sign}`,
      "aria-hidden": "true"
    })) {
      picture.setAttribute(key, value);
    }
    const stroke = document.createElementNS(SVG, "path");
    stroke.setAttribute("d", STROKES[sign]);
    picture.append(stroke);
    return picture;
  }

  // src/browser/fold.ts
  function createHandle(panel) {
    const show = (open) => {
      panel.classList.toggle("folded", !open);
      element.setAttribute("aria-expanded", String(open));
    };
    const element = button({ class: "fold handle" }, () => show(panel.classList.contains("folded")), icon("fold"));
    show(false);
    return {
      element,
      dress(name) {
        element.setAttribute("aria-label", name);
        element.title = name;
      }
    };
  }

  // src/browser/token-button.ts
  function tokenButton(row, text, figure = "", tabindex = -1) {
    const told = figure === "" ? [] : [el("span", { class: "value" }, figure)];
    return el("button", { type: "button", "data-row": row, tabindex }, el("bdi", {}, text), ...told);
  }
  function rowAt({ target }) {
    const item = target.closest("button[data-row]");
    return item ? Number(item.dataset.row) : -1;
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
  var GRID_STEPS = 65535;
  var MANTISSA_BITS_DROPPED = 11;

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

  // src/panels/tokens/token-list.ts
  function listKeys(list, go, leave) {
    arrowsThrough(list, leave);
    list.onclick = (event) => {
      const row = rowAt(event);
      if (row >= 0) go(row);
    };
  }

  // src/film/film.css
  var film_default = ".left>.film{display:flex;flex:0 1 auto;flex-direction:column;box-sizing:border-box;min-block-size:88px;max-block-size:62%;overflow:auto;padding:8px 12px;font-size:calc(12 * var(--px))}.film .keys{display:flex;align-items:center;gap:2px}.film .keys button{flex:none;inline-size:32px;block-size:32px}.film .keys button:disabled{opacity:0.35}.film .name{flex:1;margin:0 0 0 8px;font-size:calc(13 * var(--px));font-weight:650;color:var(--ink);overflow-wrap:anywhere}.film input[type=range]{flex:none;inline-size:100%;margin:4px 0;accent-color:var(--accent)}.film p{margin:4px 0;color:var(--soft);overflow-wrap:anywhere}.film p:empty{display:none}.film summary{padding:4px 0;font-weight:650;cursor:pointer}.film figure{margin:4px 0 8px}.film figcaption{display:flex;flex-wrap:wrap;gap:0 8px;color:var(--soft)}.film .value{margin-inline-start:auto;color:var(--ink);font-variant-numeric:tabular-nums}.film svg:not(.icon){display:block;inline-size:100%}.film .ground{stroke:var(--line)}.film .band{fill:var(--bar)}.film :is(.line,.chance){fill:none;stroke:var(--accent);stroke-width:1.5}.film .chance{stroke:var(--soft);stroke-dasharray:3 3}.film .cursor{stroke:var(--ink);stroke-opacity:0.45}.film .dot{fill:var(--accent)}.film h3{margin:8px 0 4px;font-size:calc(12 * var(--px));font-weight:600}.film .tokens{flex:none;max-block-size:190px;padding:0;overflow:auto}@media(pointer:coarse){.film .keys button{inline-size:44px;block-size:44px}.film input[type=range]{block-size:44px;margin:0}.film summary{padding-block:13px}}.lexiscape.phone .left>.film{min-block-size:52px;max-block-size:calc(0.5 * var(--height));padding:3px 8px}.phone .film .keys{position:sticky;inset-block-start:-3px;z-index:1;flex:none;background:linear-gradient(var(--paper),var(--paper)),var(--sea)}.phone .film.folded>:not(.keys){display:none}.phone .film.folded .name{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}.phone .film svg:not(.icon){max-inline-size:360px}\n";

  // src/film/player.ts
  var [SLIDE_MS, FADE_MS, REST_MS] = [900, 160, 1200];
  function animate(ms, step, then) {
    const began = performance.now();
    const next = (now) => {
      const part = ms > 0 ? Math.min(1, Math.max(0, now - began) / ms) : 1;
      step(part);
      if (part < 1) frame = requestAnimationFrame(next);
      else then();
    };
    let frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  }
  function slideTo({ data, drift }, to) {
    const [fromX, fromY] = [data.x.slice(), data.y.slice()];
    const [x, y] = [fromX.slice(), fromY.slice()];
    return (part) => {
      const way = part * part * (3 - 2 * part);
      for (let row = 0; row < x.length; row++) {
        x[row] = fromX[row] + way * (to.x[row] - fromX[row]);
        y[row] = fromY[row] + way * (to.y[row] - fromY[row]);
      }
      drift(x, y, Math.max(0, 1 - part * SLIDE_MS / FADE_MS));
    };
  }
  function createPlayer(context, reel, changed) {
    const { store } = context;
    const last = reel.told.frames.length - 1;
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    let [at, shown] = [last, last];
    let [playing, trails] = [false, true];
    let stopMoving = () => void 0;
    let way = 0;
    const stop = () => {
      stopMoving();
      way++;
    };
    const trailsOf = (i) => {
      if (!trails || i === 0) return null;
      const { x, y } = reel.placesOf(i - 1);
      return reel.told.moved[i - 1].map(([row]) => ({ row, x: x[row], y: y[row] }));
    };
    const rest = () => {
      if (!playing) return;
      if (at === last) return pause();
      const timer = setTimeout(() => begin(at + 1), REST_MS);
      stopMoving = () => clearTimeout(timer);
    };
    const arrive = async (i) => {
      const mine = way;
      const target = reel.still(i);
      shown = i;
      await context.settle(target);
      if (mine !== way) return;
      store.set({ trails: trailsOf(i) });
      const appear = (part) => context.drift(target.x, target.y, part);
      stopMoving = animate(still.matches ? 0 : FADE_MS, appear, rest);
    };
    const begin = (i) => {
      stop();
      at = i;
      changed();
      if (still.matches) return void arrive(i);
      store.set({ trails: i === shown + 1 ? trailsOf(i) : null });
      stopMoving = animate(SLIDE_MS, slideTo(context, reel.placesOf(i)), () => void arrive(i));
    };
    const pause = () => {
      playing = false;
      changed();
    };
    return {
      get at() {
        return at;
      },
      get playing() {
        return playing;
      },
      go(i) {
        if (i < 0 || i > last) return;
        playing = false;
        if (i === at) changed();
        else begin(i);
      },
      play() {
        if (playing) return pause();
        playing = true;
        begin(at === last ? 0 : at + 1);
      },
      draw(ways) {
        trails = ways;
        store.set({ trails: trailsOf(at) });
      },
      stop
    };
  }

  // src/text/own.ts
  function own(from, name) {
    return Object.hasOwn(from, name) ? from[name] : void 0;
  }

  // src/film/plot.ts
  var alone = (value) => value === null ? null : { value, low: value, high: value };
  var scored = (score) => score && { ...score, chance: score.null };
  var MEASURES = [
    { name: "before", of: ({ before }) => scored(before), digits: 3, from: 0, to: 1 },
    { name: "last", of: ({ last }) => scored(last), digits: 3, from: 0, to: 1 },
    {
      name: "norm",
      of: ({ norm: [low, value, high] }) => ({ low, value, high }),
      digits: 4,
      significant: true,
      from: 0,
      to: 0
    },
    { name: "anisotropy", of: ({ anisotropy }) => alone(anisotropy), digits: 3, from: 0, to: 0 },
    { name: "effective_rank", of: ({ effective_rank }) => alone(effective_rank), digits: 1, from: 0, to: 0 },
    { name: "untrained", of: ({ untrained }) => alone(untrained), digits: 4, from: 0, to: 0 }
  ];
  var [WIDTH, HEIGHT, EDGE] = [252, 44, 5];
  function createPlots(frames) {
    const plots = MEASURES.filter((measure) => frames.some((frame) => measure.of(frame))).map((measure) => ({
      measure,
      ...plotOf(measure, frames),
      title: el("span"),
      value: el("span", { class: "value" })
    }));
    const element = el("div", { class: "plots" });
    for (const { title, value, svg } of plots) element.append(el("figure", {}, el("figcaption", {}, title, value), svg));
    return {
      element,
      show(at, say) {
        for (const { measure, title, value, svg, mark } of plots) {
          const point = measure.of(frames[at]);
          const number = (of) => measure.significant ? String(Number(of.toPrecision(measure.digits))) : of.toFixed(measure.digits);
          title.textContent = say(measure.name);
          value.textContent = point === null ? whyNone(measure.name, frames[at], say) : point.chance === void 0 ? number(point.value) : say("chance", { value: number(point.value), null: number(point.chance) });
          svg.setAttribute("aria-label", `${title.textContent}: ${value.textContent}`);
          mark(at, point);
        }
      }
    };
  }
  function whyNone(name, { not_applicable: reasons = {}, space }, say) {
    const key = own(WHY, name);
    return key && own(reasons, name) ? say("notApplicable", { why: say(key, { space }) }) : say("unknown");
  }
  var WHY = { before: "isFirst", last: "isLast", untrained: "isCorrected" };
  function plotOf(measure, frames) {
    const points = frames.map((frame) => measure.of(frame));
    const known = points.flatMap((point) => point ? [point] : []);
    const low = Math.min(measure.from, ...known.map((point) => point.low));
    const high = Math.max(measure.to, ...known.map((point) => point.high));
    const x = (i) => EDGE + i * (WIDTH - 2 * EDGE) / Math.max(frames.length - 1, 1);
    const y = (value) => HEIGHT - EDGE - (value - low) / (high - low || 1) * (HEIGHT - 2 * EDGE);
    const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
    svg.append(shape("line", { class: "ground", x1: EDGE, x2: WIDTH - EDGE, y1: y(low), y2: y(low) }));
    const line = (name, of) => {
      const path = points.flatMap((point, i) => {
        const value = point ? of(point) : void 0;
        return value === void 0 ? [] : [`${x(i).toFixed(1)},${y(value).toFixed(1)}`];
      });
      return shape("polyline", { class: name, points: path.join(" ") });
    };
    const there = points.flatMap((point, i) => point ? [{ i, ...point }] : []);
    const band = [...there.map(({ i, low: value }) => `${x(i)},${y(value)}`)].concat(
      there.map(({ i, high: value }) => `${x(i)},${y(value)}`).reverse()
    );
    svg.append(shape("polygon", { class: "band", points: band.join(" ") }));
    svg.append(
      line("chance", ({ chance }) => chance),
      line("line", ({ value }) => value)
    );
    const cursor = shape("line", { class: "cursor", y1: 0, y2: HEIGHT });
    const dot = shape("circle", { class: "dot", r: 3 });
    svg.append(cursor, dot);
    return {
      svg,
      mark(at, point) {
        for (const key of ["x1", "x2"]) cursor.setAttribute(key, String(x(at)));
        dot.setAttribute("cx", String(x(at)));
        dot.setAttribute("cy", String(point ? y(point.value) : -9));
      }
    };
  }
  function shape(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
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

  // src/data/curve.ts
  function alongCurve(x, y) {
    const keys = x.map((value, i) => spread(value) | spread(y[i]) << 1);
    const byLower = sortedBy(Uint32Array.from(keys.keys()), (row) => keys[row] & 65535);
    return sortedBy(byLower, (row) => keys[row] >>> 16);
  }
  function spread(value) {
    value = (value | value << 8) & 16711935;
    value = (value | value << 4) & 252645135;
    value = (value | value << 2) & 858993459;
    return (value | value << 1) & 1431655765;
  }
  function sortedBy(rows, digitOf) {
    const starts = new Uint32Array(65537);
    for (const row of rows) starts[digitOf(row) + 1]++;
    for (let digit = 1; digit < starts.length; digit++) starts[digit] += starts[digit - 1];
    const result = new Uint32Array(rows.length);
    for (const row of rows) result[starts[digitOf(row)]++] = row;
    return result;
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
  function unplane(bytes, width) {
    const count = bytes.length / width;
    const whole = new Uint32Array(count);
    for (let plane = 0; plane < Math.min(width, 4); plane++) {
      const shift = 8 * plane;
      const part = bytes.subarray(plane * count, (plane + 1) * count);
      for (let i = 0; i < count; i++) whole[i] |= part[i] << shift;
    }
    return whole;
  }
  function unzigzag(value) {
    return value >>> 1 ^ -(value & 1);
  }
  function neighborsOf(steps, rows, k) {
    rows.forEach((row, place) => {
      for (let i = row * k; i < row * k + k; i++) steps[i] = rows[place + unzigzag(steps[i])];
    });
    return steps;
  }
  function distancesOf(steps, n, k, size) {
    const distances = new Float32Array(n * k);
    const levels = new Int32Array(n);
    for (let j = 0, at = 0; j < k; j++) {
      for (let i = 0; i < n; i++, at++) distances[i * k + j] = (levels[i] += unzigzag(steps[at])) * size;
    }
    return distances;
  }
  function columnValues({ store, table }, stored) {
    if (store === "codes") return stored;
    if (table) return new Float32Array(Uint32Array.from(stored, (code) => table[code]).buffer);
    if (store === "integers") {
      const values = new Float32Array(stored.length);
      for (let i = 0, value = 0; i < values.length; i++) values[i] = value += unzigzag(stored[i]);
      return values;
    }
    for (let i = 0; i < stored.length; i++) stored[i] <<= MANTISSA_BITS_DROPPED;
    return new Float32Array(stored.buffer);
  }
  function spreadCoincident(x, y) {
    const taken = /* @__PURE__ */ new Set();
    const spirals = /* @__PURE__ */ new Map();
    const keyOf = (atX, atY) => atX * (GRID_STEPS + 1) + atY;
    const moved = [];
    for (let i = 0; i < x.length; i++) {
      const key = keyOf(x[i], y[i]);
      if (taken.has(key)) moved.push(i);
      else taken.add(key);
    }
    for (const i of moved) {
      const [fromX, fromY] = [x[i], y[i]];
      const key = keyOf(fromX, fromY);
      const around = spirals.get(key) ?? spiral();
      spirals.set(key, around);
      do {
        const [dx, dy] = around.next().value;
        [x[i], y[i]] = [fromX + dx, fromY + dy];
      } while (x[i] < 0 || y[i] < 0 || x[i] > GRID_STEPS || y[i] > GRID_STEPS || taken.has(keyOf(x[i], y[i])));
      taken.add(keyOf(x[i], y[i]));
    }
  }
  function* spiral() {
    for (let ring = 1; ; ring++) {
      for (let at = -ring; at < ring; at++) {
        yield [at, -ring];
        yield [ring, at];
        yield [-at, ring];
        yield [-ring, -at];
      }
    }
  }

  // src/data/still.ts
  function placesOn(grid, n, height) {
    const x = Float32Array.from(grid.subarray(0, n));
    const y = Float32Array.from(grid.subarray(n, 2 * n), (value) => height - value);
    spreadCoincident(x, y);
    return { x, y };
  }

  // src/film/reel.ts
  var MAGIC = "LXSF";
  var VERSION = 1;
  async function openReel(text, data) {
    const opened = partsOf(await inflate(fromBase64(text)), MAGIC);
    if (!opened) throw new Error("they are no film");
    const { header, parts } = opened;
    if (header.version !== VERSION) throw new Error(`they are of version ${header.version}, not ${VERSION}`);
    if (header.n !== data.n || header.k !== data.k || header.frames.length < 2)
      throw new Error("they are of another map");
    const integers = (name) => {
      const place = own(header.sections, name);
      if (!place || place[0] + place[1] > parts.length) throw new Error("they were cut");
      return unplane(parts.subarray(place[0], place[0] + place[1]), place[2]);
    };
    const grids = gridsOf(header.frames.length, data.grid.slice(), integers);
    const base = { neighbors: data.neighbors.slice(), distances: data.distances.slice() };
    const columns = data.columns.flatMap((column) => {
      const ends = own(header.ends, column.name);
      return ends ? [{ ...column, ends }] : [];
    });
    const last = header.frames.length - 1;
    const { n, k } = header;
    const nearOf = (i) => {
      if (!header.near) return null;
      if (i === last) return base;
      const rows = alongCurve(grids[i].subarray(0, n), grids[i].subarray(n, 2 * n));
      const neighbors = neighborsOf(integers(`${i}:neighbors`), rows, k);
      return { neighbors, distances: distancesOf(integers(`${i}:distances`), n, k, header.units[i]) };
    };
    const columnsOf = (i) => i === last ? columns : header.columns[i].flatMap(({ name, ...stored }) => {
      const column = columns.find((one) => one.name === name);
      return column ? [{ ...column, values: columnValues(stored, integers(`${i}:column:${name}`)) }] : [];
    });
    let places = null;
    const placesOf = (i) => {
      if (places?.i !== i) places = { i, at: placesOn(grids[i], n, data.height) };
      return places.at;
    };
    return {
      told: { ...header, moved: header.moved.map((rows) => rows.filter(([row]) => row >= 0 && row < n)) },
      columns,
      placesOf,
      still(i) {
        const { short: short2, recall, space } = header.frames[i];
        return {
          grid: grids[i],
          ...placesOf(i),
          near: nearOf(i),
          columns: columnsOf(i),
          meta: { subtitle: short2, corrected: { space }, scores: { [`recall@${header.recall_at}`]: recall } }
        };
      }
    };
  }
  function gridsOf(count, last, integers) {
    const grids = [last];
    for (let i = count - 2; i >= 0; i--) {
      const [after] = grids;
      const steps = integers(`${i}:xy`);
      if (steps.length !== after.length) throw new Error("they were cut");
      grids.unshift(steps.map((step, at) => after[at] + unzigzag(step)));
    }
    return grids;
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

  // src/film/locales/en.ts
  var texts = {
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
    damaged: "The frames of this page cannot be read: {why}. Please make or download the page again."
  };
  var en_default2 = texts;

  // src/film/locales/ja.ts
  var texts2 = {
    title: "フィルム",
    play: "再生",
    pause: "停止",
    back: "前のコマ (,)",
    next: "次のコマ (.)",
    frame: "コマ",
    place: "{name}（{n} コマ中 {i} 番目）",
    keeps: "この地図は真の最近傍 {k} 個の {share} を示します。単独で描いた地図なら {free} です。",
    apart: "このコマの位置は独自のものです。次のコマの位置に合わせると、近傍の 1% を超えて失われます。",
    nearOfLast: "近傍は最後のコマ {name} のものです。すべてのコマの近傍は 1 ページに収まりません。",
    only: "すべてのコマにあるトークンのみ: {coverage}",
    more: "スライダー、変わること、動いたもの",
    changes: "変化",
    before: "前のコマから保たれた近傍",
    last: "最後のコマと共通の近傍",
    chance: "{value}（偶然なら {null}）",
    norm: "行の長さ（中央値、5〜95%）",
    anisotropy: "異方性: 2 トークンのコサインの平均",
    effective_rank: "有効ランク",
    untrained: "未学習に見える行",
    unknown: "不明",
    notApplicable: "当てはまりません: {why}",
    isFirst: "前のコマがありません",
    isLast: "これが最後のコマです",
    isCorrected: "行は補正されたもの ({space}) で、学習された行そのものではありません",
    moved: "{name} から最も動いたトークン",
    movedHelp: "埋め込み空間でのコサイン距離。全体を回転して合わせた後の値です。",
    tie: "{value} 動いた {equal} 個のうち {listed} 個を掲載。",
    nothingBefore: "最初のコマです。これより前はありません。",
    trails: "動いた跡を描く",
    damaged: "このページのコマを読めません（{why}）。ページを作り直すか、もう一度ダウンロードしてください。"
  };
  var ja_default2 = texts2;

  // src/film/texts.ts
  var sayIn = sayer({ en: en_default2, ja: ja_default2 });

  // src/film/film.ts
  var HOLDER = "lexiscape-film";
  var filmPanel = { shared: true, start };
  function start(context) {
    const holder = document.getElementById(HOLDER);
    if (!holder) return () => void 0;
    const { left, store } = context;
    addStyles(left.getRootNode(), film_default);
    const panel = el("section", { class: "panel dock film", "aria-busy": "true" });
    left.firstElementChild?.after(panel);
    const undo = [];
    let gone = false;
    const say = (key, values) => sayIn(store.state.locale)(key, values);
    openReel(holder.textContent.trim(), context.data).then(
      (reel) => {
        if (!gone) undo.push(...build(context, panel, reel, say));
      },
      (error) => {
        panel.removeAttribute("aria-busy");
        panel.append(el("p", { role: "alert" }, say("damaged", { why: error.message })));
      }
    );
    return () => {
      gone = true;
      for (const step of undo) step();
    };
  }
  function build(context, panel, reel, say) {
    const { data } = context;
    for (const column of reel.columns) {
      context.putColumn(
        column,
        data.columns.findIndex(({ name }) => name === column.name)
      );
    }
    const player = createPlayer(context, reel, () => show());
    const keys = createKeys(reel.told.frames, player, say);
    const changes = createChanges(context, reel.told, player, say);
    changes.element.open = true;
    const handle = createHandle(panel);
    keys.element.append(handle.element);
    panel.append(keys.element, keys.slider, keys.note, changes.element);
    const show = () => {
      keys.show(noteOf(context, reel.told, player.at, say));
      changes.show();
      handle.dress(say("more"));
      panel.dataset.frame = String(player.at);
    };
    show();
    panel.removeAttribute("aria-busy");
    return [context.onDress(show), () => player.stop(), listen(context, player)];
  }
  var nameOf = (frames, i) => short(frames[i].short, 40);
  function noteOf({ store }, { frames, near, recall_at: k }, at, say) {
    const percent = (share) => share.toLocaleString(store.state.locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const { recall, free_recall: free, apart } = frames[at];
    return [
      say("keeps", { share: percent(recall), free: percent(free), k }),
      ...apart ? [say("apart")] : [],
      ...near ? [] : [say("nearOfLast", { name: nameOf(frames, frames.length - 1) })]
    ].join(" ");
  }
  function createKeys(frames, player, say) {
    const last = frames.length - 1;
    const back = button({}, () => player.go(player.at - 1), icon("former"));
    const play = button({}, () => player.play());
    const next = button({}, () => player.go(player.at + 1), icon("next"));
    const name = el("p", { class: "name", role: "status" });
    const slider = el("input", { type: "range", min: 0, max: last, step: 1 });
    const note = el("p");
    slider.addEventListener("input", () => player.go(Number(slider.value)));
    return {
      element: el("div", { class: "keys" }, back, play, next, name),
      slider,
      note,
      show(told) {
        const { at, playing } = player;
        name.textContent = say("place", { name: nameOf(frames, at), i: at + 1, n: frames.length });
        name.title = visible(frames[at].name);
        slider.value = String(at);
        slider.setAttribute("aria-label", say("frame"));
        slider.setAttribute("aria-valuetext", name.textContent);
        slider.title = name.title;
        label(back, say("back"));
        label(play, say(playing ? "pause" : "play"));
        label(next, say("next"));
        play.replaceChildren(icon(playing ? "pause" : "play"));
        back.disabled = at === 0;
        next.disabled = at === last;
        note.textContent = told;
      }
    };
  }
  function createChanges(context, { frames, moved, ties, coverage }, player, say) {
    const plots = createPlots(frames);
    const [title, heading, cut, help, only] = [el("summary"), el("h3"), el("p"), el("p"), el("p")];
    const [trails, trailsText] = [el("input", { type: "checkbox", checked: true }), el("span")];
    const list = el("ul", { class: "tokens" });
    const choice = el("label", {}, trails, " ", trailsText);
    trails.addEventListener("change", () => player.draw(trails.checked));
    return {
      element: el("details", {}, title, plots.element, heading, choice, list, cut, help, only),
      show() {
        const { at } = player;
        title.textContent = say("changes");
        plots.show(at, say);
        heading.textContent = at === 0 ? say("nothingBefore") : say("moved", { name: nameOf(frames, at - 1) });
        heading.title = at === 0 ? "" : visible(frames[at - 1].name);
        trailsText.textContent = say("trails");
        choice.hidden = at === 0;
        help.textContent = at === 0 ? "" : say("movedHelp");
        only.textContent = say("only", { coverage: visible(coverage) });
        const tie = at === 0 ? null : ties?.[at - 1];
        cut.textContent = tie ? say("tie", { ...tie, value: tie.value.toFixed(3) }) : "";
        fill(list, context, at === 0 ? [] : moved[at - 1]);
      }
    };
  }
  function label(control, text) {
    control.setAttribute("aria-label", text);
    control.title = text;
  }
  function fill(list, { data, goTo }, moved) {
    list.replaceChildren(
      ...moved.map(
        ([row, distance]) => el("li", {}, tokenButton(row, short(data.readable[row], 40), distance.toFixed(3)))
      )
    );
    listKeys(list, goTo);
  }
  function listen({ roots, surface }, player) {
    const listener = (event) => {
      const [target] = event.composedPath();
      if (event.ctrlKey || event.metaKey || event.altKey || composes(event) || takesText(target)) return;
      const act = {
        ",": () => player.go(player.at - 1),
        ".": () => player.go(player.at + 1),
        ...target === surface ? { " ": () => player.play() } : {}
      };
      if (!Object.hasOwn(act, event.key)) return;
      event.preventDefault();
      act[event.key]();
    };
    for (const root of roots) root.addEventListener("keydown", listener);
    return () => {
      for (const root of roots) root.removeEventListener("keydown", listener);
    };
  }
  return __toCommonJS(film_exports);
})();
