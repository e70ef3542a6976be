// The view in the page's address: choices are steps that the browser's back and forward take, movements are not.

import type { Context } from "../context.ts";
import { fromFragment, holds, type Place, toFragment } from "./address.ts";
import { tellerOfParent } from "./parent.ts";
import { type Edit, stepOf } from "./steps.ts";

/** The address follows a movement or an edit once it has rested this long: browsers allow few changes a second. */
const REST_MS = 250;
/** After the browser has refused a change of the address. */
const RETRY_MS = 2000;
/** How far a link that names only a token zooms in; 1 is the whole map. */
const TOKEN_ZOOM = 12;

export interface Addressed {
  /** Have the address say all that is seen, without waiting for a rest. */
  catchUp(): void;
  stop(): void;
}

/** What else than the map's own choices an address says. */
export interface Note {
  /** Take it from the fragment's parts. */
  read(said: URLSearchParams): void;
  /** As a part of the fragment; empty: nothing. */
  write(): string;
  /** Call when it has changed; returns how to stop. */
  on(listener: () => void): () => void;
}

/** Open what the address says, keep it up to date, and follow back and forward. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: what the address owes is one state of few lines, told where it changes
export function followAddress({ camera, data, onView, store }: Context, note: Note | null = null): Addressed {
  const placeNow = (): Place => {
    const { colorBy, query, selected, picked, pins, filters, mode, outlined, textSize, stops } = store.state;
    return { colorBy, query, selected, picked, pins, filters, mode, outlined, textSize, stops, view: camera.view };
  };
  const first = placeNow();
  const tellParent = tellerOfParent();
  let before = first;
  let edit: Edit | null = null;
  let timer = 0;
  let applying = false;
  /** What the address does not say yet. */
  let owed: "nothing" | "the entry goes on" | "a new entry" = "nothing";

  const write = (place = placeNow()): void => {
    clearTimeout(timer);
    const said = [toFragment(place, data, camera.home, first), note?.write()].filter(Boolean).join("&");
    const fragment = said && `#${said.replace(/^#/, "")}`;
    // the whole address: an empty one would not take the fragment away
    const address = location.pathname + location.search + fragment;
    try {
      if (fragment !== location.hash) {
        if (owed === "a new entry") history.pushState(null, "", address);
        else history.replaceState(null, "", address);
        tellParent(fragment);
      }
      owed = "nothing";
    } catch {
      // Safari allows 100 changes in 30 seconds and throws at the next
      timer = window.setTimeout(write, RETRY_MS);
    }
  };
  const writeSoon = (): void => {
    if (owed === "nothing") owed = "the entry goes on";
    clearTimeout(timer);
    timer = window.setTimeout(write, REST_MS);
  };
  const apply = (): void => {
    clearTimeout(timer);
    owed = "nothing";
    edit = null;
    applying = true;
    const fragment = location.hash;
    tellParent(fragment);
    const { view: _, ...chosen } = fromFragment(fragment, data, camera.home, first);
    const { stops } = store.state; // those that no address can say are not lost by going back
    store.set(holds(stops, data) ? chosen : { ...chosen, stops });
    note?.read(new URLSearchParams(fragment.slice(1)));
    camera.look(() => {
      const { selected, view } = fromFragment(fragment, data, camera.home, first); // by the screen that there is now
      const alone = selected >= 0 && !new URLSearchParams(fragment.slice(1)).has("at"); // where the token lies
      return alone ? { x: data.x[selected], y: data.y[selected], scale: view.scale * TOKEN_ZOOM } : view;
    });
    before = placeNow();
    applying = false;
  };
  const choose = (): void => {
    if (applying) return;
    const now = placeNow();
    const { step, edit: next } = stepOf(before, now, edit, performance.now());
    edit = next;
    if (step) {
      if (owed === "the entry goes on") write(before); // where one was, to come back to
      owed = "a new entry";
      write(now);
    } else writeSoon();
    before = now;
  };
  const move = (): void => {
    if (applying) return;
    before = { ...before, view: camera.view };
    writeSoon();
  };

  if (location.hash) apply();
  const stops = [
    onView(move),
    store.on(
      ["colorBy", "query", "selected", "picked", "pins", "filters", "mode", "outlined", "textSize", "stops"],
      choose,
    ),
  ];
  if (note) stops.push(note.on(() => applying || writeSoon()));
  window.addEventListener("popstate", apply);
  return {
    catchUp() {
      if (owed !== "nothing") write();
    },
    stop() {
      clearTimeout(timer);
      window.removeEventListener("popstate", apply);
      stops.forEach((stop) => stop());
    },
  };
}
