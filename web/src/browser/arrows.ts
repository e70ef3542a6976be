// Lists of buttons that are one stop of the Tab key, with arrows inside.

/** Make arrows, Home and End go through a list; `leave` is called when an arrow goes beyond its start. */
export function arrowsThrough(list: HTMLElement, leave: () => void = () => undefined): void {
  const buttons = (): HTMLButtonElement[] => [...list.querySelectorAll<HTMLButtonElement>("li > button")];
  const focus = (to: HTMLButtonElement | undefined): void => {
    if (!to) return;
    for (const other of list.querySelectorAll<HTMLButtonElement>('button[tabindex="0"]')) other.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  const [first] = buttons();
  if (first) first.tabIndex = 0;
  list.onkeydown = (event) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLButtonElement);
    const to: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (at < 0 || !Object.hasOwn(to, event.key)) return;
    event.preventDefault();
    if (to[event.key] < 0) leave();
    else focus(all[to[event.key]]);
  };
}
