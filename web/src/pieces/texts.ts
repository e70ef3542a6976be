// What the box says in the reader's language.

import { sayer } from "../locales/i18n.ts";
import en, { type Key } from "./locales/en.ts";
import ja from "./locales/ja.ts";

/** Texts with `{name}` filled in, numbers as the language writes them. A language of its own file is one row here. */
export const sayIn = sayer<Key>({ en, ja });

export type Say = ReturnType<typeof sayIn>;
