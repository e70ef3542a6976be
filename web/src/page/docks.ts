// What stands at a phone's lower edge: bars one above the other, and above them the buttons. How high they are is told to
// the styles, since what is above them ends where they begin.

/** Put the bars one above the other; returns how many pixels they take. */
export function stackDocks(root: HTMLElement): number {
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
  return docked;
}
