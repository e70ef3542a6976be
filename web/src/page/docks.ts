// What stands at a phone's lower edge: bars one above the other, and above them the buttons; and elsewhere the line beneath
// the map, with what a tour says above it. How high they are is told to the styles, since what is above them ends where
// they begin.

/** Of a map's height, the most that a tour's bar takes from what is looked at. */
const MOST_LOW = 0.4;

/**
 * Put the bars one above the other; returns how many pixels they take, or elsewhere what a tour says, with what is below
 * it, and how many the line that says what the map is of.
 */
export function stackDocks(root: HTMLElement): { docked: number; line: number } {
  const isPhone = root.classList.contains("phone");
  let docked = 0;
  for (const dock of root.querySelectorAll<HTMLElement>(".dock")) {
    dock.style.setProperty("--below", `${docked}px`);
    if (isPhone && dock.offsetParent !== null) docked += dock.offsetHeight;
  }
  const buttons = root.querySelector<HTMLElement>(".controls")?.offsetHeight ?? 0;
  root.classList.toggle("docked", docked > 0);
  root.style.setProperty("--docked", `${docked}px`);
  root.style.setProperty("--buttons", `${buttons}px`);
  root.style.setProperty("--width", `${root.clientWidth}px`);
  root.style.setProperty("--height", `${root.clientHeight}px`);
  const line = root.querySelector<HTMLElement>(".caption")?.offsetHeight ?? 0;
  root.style.setProperty("--caption-size", `${line}px`);
  const bar = root.querySelector<HTMLElement>(".tour-bar");
  const isToured = !isPhone && bar !== null && bar.offsetParent !== null;
  root.classList.toggle("toured", isToured);
  const low = isToured ? root.clientHeight - bar.offsetTop : 0;
  root.style.setProperty("--low", `${low}px`);
  return { docked: isPhone ? docked : Math.min(low, MOST_LOW * root.clientHeight), line };
}
