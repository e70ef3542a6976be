// The part of the map that no panel covers.

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const area = (box: Box): number => Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);

/** The largest box left of `whole` when each of `covers`, the largest first, cuts a side off where that costs least. */
export function freeRoom(whole: Box, covers: readonly Box[]): Box {
  let room = whole;
  for (const cover of [...covers].sort((a, b) => area(b) - area(a))) {
    if (cover.left >= room.right || cover.right <= room.left || cover.top >= room.bottom || cover.bottom <= room.top)
      continue;
    const cuts: readonly Box[] = [
      { ...room, left: cover.right },
      { ...room, right: cover.left },
      { ...room, top: cover.bottom },
      { ...room, bottom: cover.top },
    ];
    room = cuts.reduce((best, cut) => (area(cut) > area(best) ? cut : best));
  }
  return room;
}

/** What is free of the panels that are shown in `root`, in pixels from its corner. */
export function roomIn(root: HTMLElement): Box {
  const origin = root.getBoundingClientRect();
  const boxOf = ({ left, top, right, bottom }: DOMRect): Box => ({
    left: left - origin.left,
    top: top - origin.top,
    right: right - origin.left,
    bottom: bottom - origin.top,
  });
  const panels = [...root.querySelectorAll<HTMLElement>(".panel")].filter((panel) => panel.offsetParent !== null);
  return freeRoom(
    boxOf(origin),
    panels.map((panel) => boxOf(panel.getBoundingClientRect())),
  );
}
