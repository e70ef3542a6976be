// Opening a tour.json: chosen, or dropped on the page. Stops that would be lost by it are told of before.

import { button, el } from "../../browser/dom.ts";
import type { Context } from "../../context.ts";
import { countUnsaved, markSaved } from "../../input/stops.ts";
import { TOUR_MEBIBYTES } from "../../rules.ts";
import type { Stop } from "../../state/state.ts";
import { readTourFile, UnfitTour } from "../../state/tour-file.ts";
import { short } from "../../text/text.ts";

interface Opening {
  /** The question whether stops may be replaced, while that is asked. */
  readonly element: HTMLElement;
  /** Have the reader choose a file. */
  choose(): void;
  /** What was asked is asked no longer. */
  forget(): void;
  stop(): void;
}

const MEBIBYTE = 2 ** 20;

/** `show`: have the panel seen; `tell`: say a sentence there. */
export function createOpening(context: Context, show: () => void, tell: (text: string) => void): Opening {
  const { data, root, store } = context;
  const input = el("input", { type: "file", accept: ".json,application/json", hidden: true });
  const question = el("p", {});
  let act = (): void => undefined;
  const replace = button({}, () => act());
  const stay = button({}, () => {
    forget();
    tell("");
    root.querySelector<HTMLElement>(".tour-editor h2")?.focus();
  });
  const element = el("div", { class: "question", role: "group", hidden: true }, question, replace, stay, input);
  const forget = (): void => {
    element.hidden = true;
    act = () => undefined;
  };
  const open = (stops: readonly Stop[], name: string): void => {
    forget();
    store.set({ stops, stop: -1 });
    markSaved(context);
    tell(context.t("tourOpened", { name, n: stops.length }));
    root.querySelector<HTMLElement>(".tour-editor h2")?.focus();
  };
  const ask = (stops: readonly Stop[], name: string, n: number): void => {
    const { t } = context;
    tell("");
    question.textContent = t("tourUnsaved", { name, n });
    element.setAttribute("aria-label", question.textContent);
    replace.textContent = t("tourReplace");
    stay.textContent = t("tourStay");
    act = () => open(stops, name);
    element.hidden = false;
    stay.focus();
  };
  const take = async (file: File): Promise<void> => {
    forget();
    show();
    const name = short(file.name, 60);
    try {
      const stops = readTourFile(await textOf(file), data);
      const unsaved = countUnsaved(context);
      if (unsaved > 0) ask(stops, name, unsaved);
      else open(stops, name);
    } catch (error) {
      if (!(error instanceof UnfitTour)) throw error;
      tell(whyNot(context, name, error));
    }
  };
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void take(file);
    input.value = ""; // the same file again is another choice
  });
  const stop = takeDrops(root, (file) => void take(file));
  return { element, choose: () => input.click(), forget, stop };
}

function whyNot({ t }: Context, name: string, { says, values, stop, field }: UnfitTour): string {
  const why = t(says, values);
  if (stop > 0) return t(field === "" ? "tourRefusedStop" : "tourRefusedAt", { name, stop, field, why });
  return t("tourRefused", { name: field === "" ? name : `${name}, ${field}`, why });
}

async function textOf(file: File): Promise<string> {
  if (file.size > TOUR_MEBIBYTES * MEBIBYTE) {
    const found = `${(file.size / MEBIBYTE).toFixed(1)} MiB`;
    throw new UnfitTour("unfitSize", { most: TOUR_MEBIBYTES, found });
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new UnfitTour("unfitRead");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnfitTour("unfitJson");
  }
}

/** Take what is dropped and may be a tour; anything else is the browser's. */
function takeDrops(root: HTMLElement, take: (file: File) => void): () => void {
  const isTour = (type: string, name = ""): boolean => type === "application/json" || /\.json$/i.test(name);
  const over = (event: DragEvent): void => {
    const items = [...(event.dataTransfer?.items ?? [])];
    if (items.some(({ kind, type }) => kind === "file" && (type === "" || isTour(type)))) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const file = [...(event.dataTransfer?.files ?? [])].find(({ type, name }) => isTour(type, name));
    if (!file) return;
    event.preventDefault();
    take(file);
  };
  root.addEventListener("dragover", over);
  root.addEventListener("drop", drop);
  return () => {
    root.removeEventListener("dragover", over);
    root.removeEventListener("drop", drop);
  };
}
