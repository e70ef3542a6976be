// The box of a film: play, the frame before and the next, what changes, and what moved most. Part of films' pages only.

import { addStyles, button, composes, el, takesText } from "../browser/dom.ts";
import { createHandle } from "../browser/fold.ts";
import { icon } from "../browser/icons.ts";
import { tokenButton } from "../browser/token-button.ts";
import type { Context, Panel } from "../context.ts";
import { listKeys } from "../panels/tokens/token-list.ts";
import { short, visible } from "../text/text.ts";
import styles from "./film.css";
import { createPlayer, type Player } from "./player.ts";
import { createPlots } from "./plot.ts";
import { type FrameFacts, openReel, type Reel, type Told } from "./reel.ts";
import { type Say, sayIn } from "./texts.ts";

/** The element of the page that holds the frames. */
const HOLDER = "lexiscape-film";

export const filmPanel: Panel = { shared: true, start };

function start(context: Context): () => void {
  const holder = document.getElementById(HOLDER);
  if (!holder) return () => undefined;
  const { left, store } = context;
  addStyles(left.getRootNode() as ShadowRoot, styles); // the sheet of all other panels is part of every page
  const panel = el("section", { class: "panel dock film", "aria-busy": "true" });
  left.firstElementChild?.after(panel);
  const undo: (() => void)[] = [];
  let gone = false;
  const say: Say = (key, values) => sayIn(store.state.locale)(key, values);
  openReel(holder.textContent.trim(), context.data).then(
    (reel) => {
      if (!gone) undo.push(...build(context, panel, reel, say));
    },
    (error: Error) => {
      panel.removeAttribute("aria-busy");
      panel.append(el("p", { role: "alert" }, say("damaged", { why: error.message })));
    },
  );
  return () => {
    gone = true;
    for (const step of undo) step();
  };
}

/** Fill the box; returns how to stop all that goes on. */
function build(context: Context, panel: HTMLElement, reel: Reel, say: Say): (() => void)[] {
  const { data } = context;
  for (const column of reel.columns) {
    context.putColumn(
      column,
      data.columns.findIndex(({ name }) => name === column.name),
    );
  }
  const player = createPlayer(context, reel, () => show());
  const keys = createKeys(reel.told.frames, player, say);
  const changes = createChanges(context, reel.told, player, say);
  changes.element.open = true;
  const handle = createHandle(panel);
  keys.element.append(handle.element);
  panel.append(keys.element, keys.slider, keys.note, changes.element);
  const show = (): void => {
    keys.show(noteOf(context, reel.told, player.at, say));
    changes.show();
    handle.dress(say("more"));
    panel.dataset.frame = String(player.at);
  };
  show();
  panel.removeAttribute("aria-busy");
  return [context.onDress(show), () => player.stop(), listen(context, player)];
}

const nameOf = (frames: readonly FrameFacts[], i: number): string => short(frames[i].short, 40);

/** What is said of a frame's map. */
function noteOf({ store }: Context, { frames, near, recall_at: k }: Told, at: number, say: Say): string {
  const percent = (share: number): string =>
    share.toLocaleString(store.state.locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const { recall, free_recall: free, apart } = frames[at];
  return [
    say("keeps", { share: percent(recall), free: percent(free), k }),
    ...(apart ? [say("apart")] : []),
    ...(near ? [] : [say("nearOfLast", { name: nameOf(frames, frames.length - 1) })]),
  ].join(" ");
}

/** The buttons, the name of the frame, and the slider. */
function createKeys(frames: readonly FrameFacts[], player: Player, say: Say) {
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
    show(told: string): void {
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
    },
  };
}

/** What changes from frame to frame, as plots, and the tokens that moved most. */
function createChanges(context: Context, { frames, moved, ties, coverage }: Told, player: Player, say: Say) {
  const plots = createPlots(frames);
  const [title, heading, cut, help, only] = [el("summary"), el("h3"), el("p"), el("p"), el("p")];
  const [trails, trailsText] = [el("input", { type: "checkbox", checked: true }), el("span")];
  const list = el("ul", { class: "tokens" });
  const choice = el("label", {}, trails, " ", trailsText);
  trails.addEventListener("change", () => player.draw(trails.checked));
  return {
    element: el("details", {}, title, plots.element, heading, choice, list, cut, help, only),
    show(): void {
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
    },
  };
}

function label(control: HTMLElement, text: string): void {
  control.setAttribute("aria-label", text);
  control.title = text;
}

/** Tokens that moved, with how far. */
function fill(list: HTMLElement, { data, goTo }: Context, moved: readonly (readonly [number, number])[]): void {
  list.replaceChildren(
    ...moved.map(([row, distance]) =>
      el("li", {}, tokenButton(row, short(data.readable[row], 40), distance.toFixed(3))),
    ),
  );
  listKeys(list, goTo);
}

/** Comma and period go from frame to frame; the space bar, on the map, plays. */
function listen({ roots, surface }: Context, player: Player): () => void {
  const listener = (event: KeyboardEvent): void => {
    const [target] = event.composedPath() as HTMLElement[];
    if (event.ctrlKey || event.metaKey || event.altKey || composes(event) || takesText(target)) return;
    const act: Readonly<Record<string, () => void>> = {
      ",": () => player.go(player.at - 1),
      ".": () => player.go(player.at + 1),
      ...(target === surface ? { " ": () => player.play() } : {}),
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
