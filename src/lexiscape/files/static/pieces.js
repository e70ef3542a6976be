/*! What cuts texts by a page's tokenizer, built from web/ by `make web`: edit there. It holds these libraries:

@huggingface/tokenizers 0.2.0
Apache License
                           Version 2.0, January 2004
                        http://www.apache.org/licenses/

   TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION

   1. Definitions.

      "License" shall mean the terms and conditions for use, reproduction,
      and distribution as defined by Sections 1 through 9 of this document.

      "Licensor" shall mean the copyright owner or entity authorized by
      the copyright owner that is granting the License.

      "Legal Entity" shall mean the union of the acting entity and all
      other entities that control, are controlled by, or are under common
      control with that entity. For the purposes of this definition,
      "control" means (i) the power, direct or indirect, to cause the
      direction or management of such entity, whether by contract or
      otherwise, or (ii) ownership of fifty percent (50%) or more of the
      outstanding shares, or (iii) beneficial ownership of such entity.

      "You" (or "Your") shall mean an individual or Legal Entity
      exercising permissions granted by this License.

      "Source" form shall mean the preferred form for making modifications,
      including but not limited to software source code, documentation
      source, and configuration files.

      "Object" form shall mean any form resulting from mechanical
      transformation or translation of a Source form, including but
      not limited to compiled object code, generated documentation,
      and conversions to other media types.

      "Work" shall mean the work of authorship, whether in Source or
      Object form, made available under the License, as indicated by a
      copyright notice that is included in or attached to the work
      (an example is provided in the Appendix below).

      "Derivative Works" shall mean any work, whether in Source or Object
      form, that is based on (or derived from) the Work and for which the
      editorial revisions, annotations, elaborations, or other modifications
      represent, as a whole, an original work of authorship. For the purposes
      of this License, Derivative Works shall not include works that remain
      separable from, or merely link (or bind by name) to the interfaces of,
      the Work and Derivative Works thereof.

      "Contribution" shall mean any work of authorship, including
      the original version of the Work and any modifications or additions
      to that Work or Derivative Works thereof, that is intentionally
      submitted to Licensor for inclusion in the Work by the copyright owner
      or by an individual or Legal Entity authorized to submit on behalf of
      the copyright owner. For the purposes of this definition, "submitted"
      means any form of electronic, verbal, or written communication sent
      to the Licensor or its representatives, including but not limited to
      communication on electronic mailing lists, source code control systems,
      and issue tracking systems that are managed by, or on behalf of, the
      Licensor for the purpose of discussing and improving the Work, but
      excluding communication that is conspicuously marked or otherwise
      designated in writing by the copyright owner as "Not a Contribution."

      "Contributor" shall mean Licensor and any individual or Legal Entity
      on behalf of whom a Contribution has been received by Licensor and
      subsequently incorporated within the Work.

   2. Grant of Copyright License. Subject to the terms and conditions of
      this License, each Contributor hereby grants to You a perpetual,
      worldwide, non-exclusive, no-charge, royalty-free, irrevocable
      copyright license to reproduce, prepare Derivative Works of,
      publicly display, publicly perform, sublicense, and distribute the
      Work and such Derivative Works in Source or Object form.

   3. Grant of Patent License. Subject to the terms and conditions of
      this License, each Contributor hereby grants to You a perpetual,
      worldwide, non-exclusive, no-charge, royalty-free, irrevocable
      (except as stated in this section) patent license to make, have made,
      use, offer to sell, sell, import, and otherwise transfer the Work,
      where such license applies only to those patent claims licensable
      by such Contributor that are necessarily infringed by their
      Contribution(s) alone or by combination of their Contribution(s)
      with the Work to which such Contribution(s) was submitted. If You
      institute patent litigation against any entity (including a
      cross-claim or counterclaim in a lawsuit) alleging that the Work
      or a Contribution incorporated within the Work constitutes direct
      or contributory patent infringement, then any patent licenses
      granted to You under this License for that Work shall terminate
      as of the date such litigation is filed.

   4. Redistribution. You may reproduce and distribute copies of the
      Work or Derivative Works thereof in any medium, with or without
      modifications, and in Source or Object form, provided that You
      meet the following conditions:

      (a) You must give any other recipients of the Work or
          Derivative Works a copy of this License; and

      (b) You must cause any modified files to carry prominent notices
          stating that You changed the files; and

      (c) You must retain, in the Source form of any Derivative Works
          that You distribute, all copyright, patent, trademark, and
          attribution notices from the Source form of the Work,
          excluding those notices that do not pertain to any part of
          the Derivative Works; and

      (d) If the Work includes a "NOTICE" text file as part of its
          distribution, then any Derivative Works that You distribute must
          include a readable copy of the attribution notices contained
          within such NOTICE file, excluding those notices that do not
          pertain to any part of the Derivative Works, in at least one
          of the following places: within a NOTICE text file distributed
          as part of the Derivative Works; within the Source form or
          documentation, if provided along with the Derivative Works; or,
          within a display generated by the Derivative Works, if and
          wherever such third-party notices normally appear. The contents
          of the NOTICE file are for informational purposes only and
          do not modify the License. You may add Your own attribution
          notices within Derivative Works that You distribute, alongside
          or as an addendum to the NOTICE text from the Work, provided
          that such additional attribution notices cannot be construed
          as modifying the License.

      You may add Your own copyright statement to Your modifications and
      may provide additional or different license terms and conditions
      for use, reproduction, or distribution of Your modifications, or
      for any such Derivative Works as a whole, provided Your use,
      reproduction, and distribution of the Work otherwise complies with
      the conditions stated in this License.

   5. Submission of Contributions. Unless You explicitly state otherwise,
      any Contribution intentionally submitted for inclusion in the Work
      by You to the Licensor shall be under the terms and conditions of
      this License, without any additional terms or conditions.
      Notwithstanding the above, nothing herein shall supersede or modify
      the terms of any separate license agreement you may have executed
      with Licensor regarding such Contributions.

   6. Trademarks. This License does not grant permission to use the trade
      names, trademarks, service marks, or product names of the Licensor,
      except as required for reasonable and customary use in describing the
      origin of the Work and reproducing the content of the NOTICE file.

   7. Disclaimer of Warranty. Unless required by applicable law or
      agreed to in writing, Licensor provides the Work (and each
      Contributor provides its Contributions) on an "AS IS" BASIS,
      WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or
      implied, including, without limitation, any warranties or conditions
      of TITLE, NON-INFRINGEMENT, MERCHANTABILITY, or FITNESS FOR A
      PARTICULAR PURPOSE. You are solely responsible for determining the
      appropriateness of using or redistributing the Work and assume any
      risks associated with Your exercise of permissions under this License.

   8. Limitation of Liability. In no event and under no legal theory,
      whether in tort (including negligence), contract, or otherwise,
      unless required by applicable law (such as deliberate and grossly
      negligent acts) or agreed to in writing, shall any Contributor be
      liable to You for damages, including any direct, indirect, special,
      incidental, or consequential damages of any character arising as a
      result of this License or out of the use or inability to use the
      Work (including but not limited to damages for loss of goodwill,
      work stoppage, computer failure or malfunction, or any and all
      other commercial damages or losses), even if such Contributor
      has been advised of the possibility of such damages.

   9. Accepting Warranty or Additional Liability. While redistributing
      the Work or Derivative Works thereof, You may choose to offer,
      and charge a fee for, acceptance of support, warranty, indemnity,
      or other liability obligations and/or rights consistent with this
      License. However, in accepting such obligations, You may act only
      on Your own behalf and on Your sole responsibility, not on behalf
      of any other Contributor, and only if You agree to indemnify,
      defend, and hold each Contributor harmless for any liability
      incurred by, or claims asserted against, such Contributor by reason
      of your accepting any such warranty or additional liability.

   END OF TERMS AND CONDITIONS

   APPENDIX: How to apply the Apache License to your work.

      To apply the Apache License to your work, attach the following
      boilerplate notice, with the fields enclosed by brackets "[]"
      replaced with your own identifying information. (Don't include
      the brackets!)  The text should be enclosed in the appropriate
      comment syntax for the file format. We also recommend that a
      file or class name and description of purpose be included on the
      same "printed page" as the copyright notice for easier
      identification within third-party archives.

   Copyright [yyyy] [name of copyright owner]

   Licensed under the Apache License, Version 2.0 (the "License");
   you may not use this file except in compliance with the License.
   You may obtain a copy of the License at

       http://www.apache.org/licenses/LICENSE-2.0

   Unless required by applicable law or agreed to in writing, software
   distributed under the License is distributed on an "AS IS" BASIS,
   WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
   See the License for the specific language governing permissions and
   limitations under the License.
*/
"use strict";
var lexiscapePieces = (() => {
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

  // src/pieces/pieces.ts
  var pieces_exports = {};
  __export(pieces_exports, {
    openCarried: () => openCarried,
    piecesPanel: () => piecesPanel
  });

  // src/ask/ask.css
  var ask_default = ".left>.ask{flex:0 1 auto;min-block-size:40px;max-block-size:60%;overflow:auto;font-size:calc(13 * var(--px))}.left>.ask[open]{min-block-size:min(240px,45%)}.ask summary{position:sticky;inset-block-start:0;z-index:1;padding:9px 14px;border-radius:12px;background:linear-gradient(var(--paper),var(--paper)),var(--sea);font-weight:650;cursor:pointer}.ask h3,.ask h4,.ask p{margin:6px 14px}.ask h3,.ask h4{font-size:calc(12 * var(--px));font-weight:600;color:var(--soft)}.ask p{font-size:calc(12 * var(--px));color:var(--soft);overflow-wrap:anywhere}.ask p:empty{display:none}.ask :is(input,textarea){box-sizing:border-box;inline-size:calc(100% - 28px);margin:0 14px 6px;padding:5px 8px;border:1px solid var(--line);border-radius:8px;background:none;color:inherit;font:inherit}.ask .hints{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 4px;margin:0 14px}.ask .hints:empty{display:none}.ask .hints p{flex-basis:100%;margin:2px 0}.ask .hints button{padding:2px 8px;border:1px solid var(--line);color:var(--ink)}.ask .head span{flex:1}.ask .tokens{max-block-size:190px}.ask section>button,.ask .head button{padding:2px 8px;color:var(--ink)}.ask section>button{margin-inline-start:6px}@media(pointer:coarse){.ask summary{padding-block:13px}.ask :is(input,textarea,button){min-block-size:44px}}\n";

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

  // src/text/own.ts
  function own(from, name) {
    return Object.hasOwn(from, name) ? from[name] : void 0;
  }

  // node_modules/@huggingface/tokenizers/dist/tokenizers.mjs
  var DictionarySplitter = class {
    /**
     * @param dictionary The dictionary of words to use for splitting.
     */
    constructor(dictionary) {
      this.trie = this._build_trie(dictionary);
    }
    /**
     * Builds a trie from the given dictionary.
     * @param dictionary The dictionary of words to build the trie from.
     * @returns The root node of the trie.
     * @private
     */
    _build_trie(dictionary) {
      const trie = /* @__PURE__ */ Object.create(null);
      for (const word of dictionary) {
        let node = trie;
        for (let i = 0; i < word.length; ++i) {
          const char = word[i];
          node = node[char] ??= /* @__PURE__ */ Object.create(null);
        }
        node.end = word;
      }
      return trie;
    }
    /**
     * Splits the input text into tokens based on the dictionary.
     * @param text The input text to split.
     * @returns An array of tokens.
     */
    split(text) {
      const result = [];
      const n = text.length;
      let start2 = 0;
      let i = 0;
      while (i < n) {
        let node = this.trie;
        let match = null;
        let j = i;
        while (j < n && (node = node[text[j]])) {
          if (node.end) {
            match = node.end;
          }
          ++j;
        }
        if (match) {
          if (i > start2) {
            result.push(text.slice(start2, i));
          }
          result.push(match);
          i += match.length;
          start2 = i;
        } else {
          ++i;
        }
      }
      if (start2 < n) {
        result.push(text.slice(start2));
      }
      return result;
    }
  };
  var DictionarySplitter_default = DictionarySplitter;
  var AddedToken = class {
    /**
     * Creates a new instance of AddedToken.
     * @param config Added token configuration object.
     */
    constructor(config) {
      this.content = config.content;
      this.id = config.id;
      this.single_word = config.single_word ?? false;
      this.lstrip = config.lstrip ?? false;
      this.rstrip = config.rstrip ?? false;
      this.special = config.special ?? false;
      this.normalized = config.normalized ?? !this.special;
    }
  };
  var AddedToken_default = AddedToken;
  var compile_unicode_regexp = (source, flags) => {
    try {
      return new RegExp(source, flags);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const property_names = /* @__PURE__ */ new Map();
      const rewritten = source.replace(
        /(\\[pP])\{([^}=]+)\}/g,
        (text, p, n, offset) => {
          let preceding_backslashes = 0;
          for (let i = offset - 1; i >= 0 && source[i] === "\\"; --i) {
            ++preceding_backslashes;
          }
          if (preceding_backslashes % 2 === 1) return text;
          let property_name = property_names.get(n);
          if (property_name === void 0) {
            try {
              new RegExp(`\\p{${n}}`, "u");
              property_name = n;
            } catch {
              property_name = `Script=${n}`;
            }
            property_names.set(n, property_name);
          }
          return `${p}{${property_name}}`;
        }
      );
      if (rewritten === source) throw error;
      try {
        return new RegExp(rewritten, flags);
      } catch {
        throw error;
      }
    }
  };
  var clean_up_tokenization = (text) => text.replace(/ \./g, ".").replace(/ \?/g, "?").replace(/ \!/g, "!").replace(/ ,/g, ",").replace(/ \' /g, "'").replace(/ n't/g, "n't").replace(/ 'm/g, "'m").replace(/ 's/g, "'s").replace(/ 've/g, "'ve").replace(/ 're/g, "'re");
  var create_pattern = (pattern, invert = true) => {
    if (pattern.Regex !== void 0) {
      const regex = rewrite_oniguruma_to_js(
        normalize_bloom_split_char_class(pattern.Regex)
      );
      return compile_unicode_regexp(regex, "gu");
    } else if (pattern.String !== void 0) {
      const escaped2 = escape_reg_exp(pattern.String);
      return new RegExp(invert ? escaped2 : `(${escaped2})`, "gu");
    } else {
      console.warn("Unknown pattern type:", pattern);
      return null;
    }
  };
  var UNICODE_WORD_CHARS_IN_CLASS = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
  var UNICODE_WORD_CHARS = `${UNICODE_WORD_CHARS_IN_CLASS}\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE`;
  var UNICODE_WORD_CLASS = `[${UNICODE_WORD_CHARS}]`;
  var UNICODE_NON_WORD_CLASS = `[^${UNICODE_WORD_CHARS}]`;
  var UNICODE_WORD_BOUNDARY = `(?:(?<!${UNICODE_WORD_CLASS})(?=${UNICODE_WORD_CLASS})|(?<=${UNICODE_WORD_CLASS})(?!${UNICODE_WORD_CLASS}))`;
  var UNICODE_NON_WORD_BOUNDARY = `(?:(?<!${UNICODE_WORD_CLASS})(?!${UNICODE_WORD_CLASS})|(?<=${UNICODE_WORD_CLASS})(?=${UNICODE_WORD_CLASS}))`;
  var LINE_START_ANCHOR = "(?:(?<![\\s\\S])|(?<=\\n))";
  var LINE_END_ANCHOR = "(?:(?=\\n)|(?![\\s\\S]))";
  var HEX_DIGIT_CHARS = "0-9A-Fa-f";
  var ESCAPE_REWRITES = /* @__PURE__ */ new Map([
    ["A", "(?<![\\s\\S])"],
    ["z", "(?![\\s\\S])"],
    ["Z", "(?=\\n?(?![\\s\\S]))"],
    // \Z permits a single optional final \n (not \r\n)
    ["h", `[${HEX_DIGIT_CHARS}]`],
    ["H", `[^${HEX_DIGIT_CHARS}]`],
    ["w", UNICODE_WORD_CLASS],
    ["W", UNICODE_NON_WORD_CLASS],
    ["d", "\\p{Nd}"],
    ["D", "\\P{Nd}"],
    ["s", "\\p{White_Space}"],
    // JS \s wrongly adds U+FEFF and misses \x85
    ["S", "\\P{White_Space}"],
    ["b", UNICODE_WORD_BOUNDARY],
    ["B", UNICODE_NON_WORD_BOUNDARY],
    ["a", "\\x07"],
    ["e", "\\x1B"]
  ]);
  var CLASS_ESCAPE_REWRITES = /* @__PURE__ */ new Map([
    ["h", HEX_DIGIT_CHARS],
    ["w", UNICODE_WORD_CHARS_IN_CLASS],
    ["d", "\\p{Nd}"],
    ["D", "\\P{Nd}"],
    ["s", "\\p{White_Space}"],
    ["S", "\\P{White_Space}"],
    ["a", "\\x07"],
    ["e", "\\x1B"]
  ]);
  var CLASS_COMPLEMENT_ALTERNATIVES = /* @__PURE__ */ new Map([
    ["W", `[^${UNICODE_WORD_CHARS_IN_CLASS}]`],
    ["H", `[^${HEX_DIGIT_CHARS}]`]
  ]);
  var RAW_WHITESPACE_ESCAPES = /* @__PURE__ */ new Map([
    ["\n", "\\n"],
    ["\r", "\\r"],
    ["	", "\\t"],
    ["\f", "\\f"],
    ["\v", "\\v"]
  ]);
  var POSIX_CLASS_FRAGMENTS = /* @__PURE__ */ new Map([
    ["alpha", "\\p{Alphabetic}"],
    ["alnum", "\\p{Alphabetic}\\p{Nd}"],
    ["digit", "\\p{Nd}"],
    ["lower", "\\p{Lowercase}"],
    ["upper", "\\p{Uppercase}"],
    ["space", "\\p{White_Space}"],
    ["blank", "\\t\\p{Zs}"],
    ["punct", "\\p{P}\\p{S}"],
    ["cntrl", "\\p{Cc}"],
    ["word", UNICODE_WORD_CHARS_IN_CLASS],
    ["xdigit", HEX_DIGIT_CHARS]
  ]);
  var JS_SYNTAX_CHARS = "^$\\.*+?()[]{}|/";
  var GROUP_PREFIX_RE = /^\(\?(?:<[=!]|<[A-Za-z_][A-Za-z0-9_]*>|[:=!>])/;
  var BRACED_ESCAPE_RE = /^\\([pPxu])\{([^}]*)\}/;
  var QUANTIFIER_BRACE_RE = /^\{(\d+(?:,\d*)?|,\d+)\}/;
  var POSIX_BRACKET_RE = new RegExp("^\\[:(\\^?)(\\p{Alphabetic}+):\\]", "u");
  var EMPTY_NEGATED_POSIX_BRACKET_RE = /^\[:\^:\]/;
  var UNSUPPORTED_POSIX_BRACKET_RE = /^\[(?:\.[^\]]*\.\]|=[^\]]*=\])/;
  var FIXED_WIDTH_ESCAPE_RE = /^(?:\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\c[A-Za-z])/;
  var is_ascii_letter = (char) => char >= "A" && char <= "Z" || char >= "a" && char <= "z";
  var character_at = (text, index) => String.fromCodePoint(text.codePointAt(index));
  var get_ascii_folded_hex_atom = (hex) => {
    if (!/^[0-9A-Fa-f]{1,8}$/.test(hex)) return null;
    const code_point = Number.parseInt(hex, 16);
    if (code_point > 127) return null;
    const letter = String.fromCharCode(code_point);
    return is_ascii_letter(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : null;
  };
  var normalize_bloom_split_char_class = (regex) => regex.replace(/\[\^\(\\s\|\[([^\]]+)\]\)\]/g, "[^()|\\s$1]");
  var ANY_CODE_POINT = "[\\s\\S]";
  var MAX_CHARACTER_CLASS_NESTING_DEPTH = 256;
  var create_character_class_operand = () => ({
    fragment: "",
    alternatives: [],
    tail: null,
    contains_complex_set: false
  });
  var throw_character_class_range_error = (index) => {
    throw new SyntaxError(
      `Unsupported range with a set-valued character-class operand at index ${index}`
    );
  };
  var add_character_class_atom = (operand, atom, index, contains_complex_set = true) => {
    if (operand.tail === "range") throw_character_class_range_error(index);
    operand.alternatives.push(atom);
    operand.tail = "set";
    operand.contains_complex_set = operand.contains_complex_set || contains_complex_set;
  };
  var append_character_class_fragment = (operand, fragment, set_valued = false, index = -1) => {
    if (set_valued && operand.tail === "range") {
      throw_character_class_range_error(index);
    }
    if (operand.tail === "range") {
      operand.fragment += fragment;
      operand.tail = "complete_range";
      return;
    }
    operand.fragment += fragment;
    operand.tail = set_valued ? "set" : "scalar";
    operand.contains_complex_set = operand.contains_complex_set || set_valued;
  };
  var rewrite_character_class_escape = (regex, index, operand) => {
    const braced = BRACED_ESCAPE_RE.exec(regex.slice(index));
    if (braced) {
      const [text, kind, body] = braced;
      if (kind === "P" && body === "Word") {
        add_character_class_atom(
          operand,
          `[^${UNICODE_WORD_CHARS_IN_CLASS}]`,
          index
        );
      } else {
        const replacement2 = kind === "x" ? `\\u{${body}}` : kind === "p" && body === "Word" ? UNICODE_WORD_CHARS_IN_CLASS : text;
        append_character_class_fragment(
          operand,
          replacement2,
          kind === "p" || kind === "P",
          index
        );
      }
      return index + text.length;
    }
    const fixed_width = FIXED_WIDTH_ESCAPE_RE.exec(regex.slice(index));
    if (fixed_width) {
      append_character_class_fragment(operand, fixed_width[0]);
      return index + fixed_width[0].length;
    }
    if (index + 1 >= regex.length) {
      throw new SyntaxError(
        `Unterminated escape in character class at index ${index}`
      );
    }
    const next = character_at(regex, index + 1);
    const next_end = index + 1 + next.length;
    const raw_whitespace = RAW_WHITESPACE_ESCAPES.get(next);
    if (raw_whitespace !== void 0) {
      append_character_class_fragment(operand, raw_whitespace);
      return next_end;
    }
    const complement = CLASS_COMPLEMENT_ALTERNATIVES.get(next);
    if (complement !== void 0) {
      add_character_class_atom(operand, complement, index);
      return next_end;
    }
    const rewrite = CLASS_ESCAPE_REWRITES.get(next);
    let replacement;
    let set_valued = false;
    if (rewrite !== void 0) {
      replacement = rewrite;
      set_valued = next !== "a" && next !== "e";
    } else if (/[A-Za-z0-9]/.test(next)) {
      replacement = `\\${next}`;
    } else if (JS_SYNTAX_CHARS.includes(next) || next === "-") {
      replacement = `\\${next}`;
    } else {
      replacement = next;
    }
    append_character_class_fragment(operand, replacement, set_valued, index);
    return next_end;
  };
  var compile_character_set_union = (pieces) => {
    if (pieces.length === 1) return pieces[0];
    return `(?:(?=(?:${pieces.join("|")}))${ANY_CODE_POINT})`;
  };
  var compile_character_class_operand = (operand) => {
    const pieces = operand.fragment.length === 0 ? operand.alternatives : [`[${operand.fragment}]`, ...operand.alternatives];
    return compile_character_set_union(pieces);
  };
  var get_ascii_fold_additions = (positive_atom) => {
    const membership = compile_unicode_regexp(`^(?:${positive_atom})$`, "u");
    let additions = "";
    for (let offset = 0; offset < 26; ++offset) {
      const upper = String.fromCharCode(65 + offset);
      const lower = String.fromCharCode(97 + offset);
      const has_upper = membership.test(upper);
      const has_lower = membership.test(lower);
      if (has_upper !== has_lower) additions += has_upper ? lower : upper;
    }
    return additions;
  };
  var parse_character_class = (regex, start2, ascii_fold, apply_ascii_fold = true, nesting_depth = 1) => {
    if (nesting_depth > MAX_CHARACTER_CLASS_NESTING_DEPTH) {
      throw new SyntaxError(
        `Maximum character-class nesting depth of ${MAX_CHARACTER_CLASS_NESTING_DEPTH} exceeded at index ${start2}`
      );
    }
    let i = start2 + 1;
    const negated = regex[i] === "^";
    if (negated) ++i;
    const first_content_index = i;
    const operands = [create_character_class_operand()];
    let operand = operands[0];
    let contains_nested_negated_complex_set = false;
    while (i < regex.length) {
      const char = character_at(regex, i);
      if (char === "\\") {
        i = rewrite_character_class_escape(regex, i, operand);
        continue;
      }
      if (char === "]") {
        if (i === first_content_index) {
          append_character_class_fragment(operand, "\\]");
          ++i;
          continue;
        }
        if (operand.tail === null) {
          if (operands.length > 1) {
            throw new SyntaxError(
              `Malformed character-class intersection with an empty operand at index ${i}`
            );
          }
          throw new SyntaxError(`Empty character class at index ${start2}`);
        }
        const contains_complex_set = operands.some(
          (candidate) => candidate.contains_complex_set
        );
        if (negated && operands.length > 1 && contains_nested_negated_complex_set) {
          throw new SyntaxError(
            `Unsupported outer-negated character-class intersection with a nested negated class containing a Unicode property, POSIX class, or shorthand at index ${start2}`
          );
        }
        const first_atom = compile_character_class_operand(operands[0]);
        let positive_atom = first_atom;
        if (operands.length > 1) {
          let lookaheads = "";
          for (let j = 1; j < operands.length; ++j) {
            lookaheads += `(?=${compile_character_class_operand(operands[j])})`;
          }
          positive_atom = `(?:${lookaheads}${first_atom})`;
        }
        const is_direct_class = operands.length === 1 && operand.alternatives.length === 0;
        let direct_fragment = operand.fragment;
        if (ascii_fold && apply_ascii_fold) {
          const additions = get_ascii_fold_additions(positive_atom);
          if (additions.length > 0) {
            if (is_direct_class) {
              direct_fragment += additions;
              positive_atom = `[${direct_fragment}]`;
            } else {
              positive_atom = compile_character_set_union([
                positive_atom,
                `[${additions}]`
              ]);
            }
          }
        }
        const atom = negated ? is_direct_class ? `[^${direct_fragment}]` : `(?:(?!${positive_atom})${ANY_CODE_POINT})` : positive_atom;
        return {
          atom,
          end: i + 1,
          negated,
          contains_complex_set,
          contains_nested_negated_complex_set
        };
      }
      if (regex.startsWith("&&", i)) {
        if (operand.tail === null) {
          throw new SyntaxError(
            `Malformed character-class intersection with an empty operand at index ${i}`
          );
        }
        operand = create_character_class_operand();
        operands.push(operand);
        i += 2;
        continue;
      }
      if (char === "[") {
        const suffix = regex.slice(i);
        if (EMPTY_NEGATED_POSIX_BRACKET_RE.test(suffix)) {
          throw new SyntaxError(
            `Malformed empty negated POSIX character class at index ${i}`
          );
        }
        const posix = POSIX_BRACKET_RE.exec(suffix);
        if (posix) {
          const [, posix_negated, name] = posix;
          const fragment = POSIX_CLASS_FRAGMENTS.get(name);
          if (fragment === void 0) {
            throw new SyntaxError(
              `Unsupported POSIX character class "${name}" at index ${i}`
            );
          }
          if (ascii_fold && posix_negated && (name === "lower" || name === "upper")) {
            throw new SyntaxError(
              `Unsupported negated POSIX ${name} class inside an inline case-insensitive group`
            );
          }
          if (posix_negated) {
            add_character_class_atom(operand, `[^${fragment}]`, i);
          } else {
            append_character_class_fragment(operand, fragment, true, i);
          }
          i += posix[0].length;
          continue;
        }
        if (UNSUPPORTED_POSIX_BRACKET_RE.test(suffix)) {
          throw new SyntaxError(
            `Unsupported POSIX collating or equivalence bracket expression at index ${i}`
          );
        }
        const nested = parse_character_class(
          regex,
          i,
          ascii_fold,
          false,
          nesting_depth + 1
        );
        add_character_class_atom(
          operand,
          nested.atom,
          i,
          nested.contains_complex_set
        );
        contains_nested_negated_complex_set ||= nested.contains_nested_negated_complex_set || nested.negated && nested.contains_complex_set;
        i = nested.end;
        continue;
      }
      if (char === "-") {
        const is_terminal_literal = regex[i + 1] === "]" || regex.startsWith("&&", i + 1);
        if (operand.tail === "set" && !is_terminal_literal) {
          throw_character_class_range_error(i);
        }
        if (operand.tail === null || operand.tail === "range" || operand.tail === "complete_range" || is_terminal_literal) {
          append_character_class_fragment(operand, "\\-");
        } else {
          operand.fragment += "-";
          operand.tail = "range";
        }
        ++i;
        continue;
      }
      append_character_class_fragment(
        operand,
        char === "^" && operand.fragment.length === 0 ? "\\^" : char
      );
      i += char.length;
    }
    throw new SyntaxError(
      `${operands.length > 1 ? "Unterminated character-class intersection" : "Unterminated character class"} at index ${start2}`
    );
  };
  var rewrite_oniguruma_to_js = (regex) => {
    let out = "";
    let atom_start = -1;
    let last_was_quantifier = false;
    let ascii_fold = false;
    const group_states = [];
    const emit_atom = (text) => {
      atom_start = out.length;
      out += text;
      last_was_quantifier = false;
    };
    for (let i = 0; i < regex.length; ) {
      const char = character_at(regex, i);
      if (char === "\\") {
        const braced = BRACED_ESCAPE_RE.exec(regex.slice(i));
        if (braced) {
          const [text, kind, body] = braced;
          let replacement2 = text;
          if (kind === "x") {
            const code_point_escape = `\\u{${body}}`;
            replacement2 = ascii_fold ? get_ascii_folded_hex_atom(body) ?? code_point_escape : code_point_escape;
          } else if (body === "Word") {
            replacement2 = kind === "p" ? UNICODE_WORD_CLASS : UNICODE_NON_WORD_CLASS;
          }
          emit_atom(replacement2);
          i += text.length;
          continue;
        }
        const fixed_width = FIXED_WIDTH_ESCAPE_RE.exec(regex.slice(i));
        if (fixed_width) {
          const text = fixed_width[0];
          const replacement2 = ascii_fold && text[1] !== "c" ? get_ascii_folded_hex_atom(text.slice(2)) ?? text : text;
          emit_atom(replacement2);
          i += text.length;
          continue;
        }
        if (i + 1 >= regex.length) {
          out += char;
          break;
        }
        const next = character_at(regex, i + 1);
        i += 1 + next.length;
        if (next === "G") {
          continue;
        }
        const raw_whitespace = RAW_WHITESPACE_ESCAPES.get(next);
        if (raw_whitespace !== void 0) {
          emit_atom(raw_whitespace);
          continue;
        }
        const rewrite = ESCAPE_REWRITES.get(next);
        let replacement;
        if (rewrite !== void 0) {
          replacement = rewrite;
        } else if (/[A-Za-z0-9]/.test(next)) {
          replacement = `\\${next}`;
        } else if (JS_SYNTAX_CHARS.includes(next)) {
          replacement = `\\${next}`;
        } else {
          replacement = next;
        }
        emit_atom(replacement);
        continue;
      }
      switch (char) {
        case "[": {
          const parsed = parse_character_class(regex, i, ascii_fold);
          emit_atom(parsed.atom);
          i = parsed.end;
          continue;
        }
        case "]":
          emit_atom("\\]");
          ++i;
          continue;
        case ".":
          emit_atom("[^\\n]");
          ++i;
          continue;
        case "^":
          emit_atom(LINE_START_ANCHOR);
          ++i;
          continue;
        case "$":
          emit_atom(LINE_END_ANCHOR);
          ++i;
          continue;
        case "(": {
          const inline_case_insensitive = regex.startsWith("(?i:", i);
          const source_prefix = inline_case_insensitive ? "(?i:" : GROUP_PREFIX_RE.exec(regex.slice(i))?.[0] ?? "(";
          const output_prefix = inline_case_insensitive ? "(?:" : source_prefix === "(?>" ? "(?:" : source_prefix;
          group_states.push([out.length, ascii_fold]);
          if (inline_case_insensitive) ascii_fold = true;
          out += output_prefix;
          last_was_quantifier = false;
          i += source_prefix.length;
          continue;
        }
        case ")":
          out += char;
          [atom_start, ascii_fold] = group_states.pop() ?? [-1, false];
          last_was_quantifier = false;
          ++i;
          continue;
        case "|":
          out += char;
          atom_start = -1;
          last_was_quantifier = false;
          ++i;
          continue;
        case "{": {
          const quant = QUANTIFIER_BRACE_RE.exec(regex.slice(i));
          if (!quant || atom_start < 0) {
            emit_atom("\\{");
            ++i;
            continue;
          }
          const body = quant[1].startsWith(",") ? `0${quant[1]}` : quant[1];
          i += quant[0].length;
          const following = regex[i];
          if (following === "+" || following === "*") {
            out = `${out.slice(0, atom_start)}(?:${out.slice(atom_start)}{${body}})${following}`;
            ++i;
          } else {
            out += `{${body}}`;
          }
          last_was_quantifier = true;
          continue;
        }
        case "}":
          emit_atom("\\}");
          ++i;
          continue;
        case "+":
          if (last_was_quantifier) {
            ++i;
            continue;
          }
          out += char;
          last_was_quantifier = true;
          ++i;
          continue;
        case "*":
        case "?":
          out += char;
          last_was_quantifier = true;
          ++i;
          continue;
        default:
          emit_atom(
            ascii_fold && is_ascii_letter(char) ? `[${char.toLowerCase()}${char.toUpperCase()}]` : char
          );
          i += char.length;
          continue;
      }
    }
    return out;
  };
  var escape_reg_exp = (string) => string.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  var fuse_unk = (arr, tokens_to_ids, unk_token_id) => {
    const fused = [];
    let i = 0;
    while (i < arr.length) {
      fused.push(arr[i]);
      const token_id = tokens_to_ids.get(arr[i]) ?? unk_token_id;
      if (token_id !== unk_token_id) {
        ++i;
        continue;
      }
      while (++i < arr.length && (tokens_to_ids.get(arr[i]) ?? unk_token_id) === unk_token_id) {
        if (tokens_to_ids.get(fused.at(-1)) !== unk_token_id) {
          fused[fused.length - 1] += arr[i];
        }
      }
    }
    return fused;
  };
  var is_chinese_char = (cp) => cp >= 19968 && cp <= 40959 || cp >= 13312 && cp <= 19903 || cp >= 131072 && cp <= 173791 || cp >= 173824 && cp <= 177983 || cp >= 177984 && cp <= 178207 || cp >= 178208 && cp <= 183983 || cp >= 63744 && cp <= 64255 || cp >= 194560 && cp <= 195103;
  var is_integral_number = (x) => Number.isInteger(x) || typeof x === "bigint";
  var len = (s) => {
    let length = 0;
    for (const c of s) ++length;
    return length;
  };
  var lowercase_and_remove_accents = (text) => remove_accents(text.toLowerCase());
  var merge_arrays = (...arrs) => Array.prototype.concat.apply([], arrs);
  var object_to_map = (obj) => new Map(Object.entries(obj));
  var regex_split = (text, regex) => {
    const result = [];
    let prev = 0;
    for (const match of text.matchAll(regex)) {
      const full_match = match[0];
      if (prev < match.index) {
        result.push(text.slice(prev, match.index));
      }
      if (full_match.length > 0) {
        result.push(full_match);
      }
      prev = match.index + full_match.length;
    }
    if (prev < text.length) {
      result.push(text.slice(prev));
    }
    return result;
  };
  var remove_accents = (text) => text.replace(new RegExp("\\p{M}", "gu"), "");
  var validate_object = (obj, name, required_keys = []) => {
    if (!obj || Array.isArray(obj) || typeof obj !== "object") {
      return `${name} must be a valid object`;
    }
    for (const key of required_keys) {
      if (!(key in obj)) {
        return `${name} must contain a "${key}" property`;
      }
    }
    return null;
  };
  var whitespace_split = (text) => text.match(/\S+/g) || [];
  var Callable = class {
    /**
     * Creates a new instance of the Callable class.
     */
    constructor() {
      const closure = function(...args) {
        return closure._call(...args);
      };
      return Object.setPrototypeOf(closure, new.target.prototype);
    }
  };
  var Callable_default = Callable;
  var Normalizer = class extends Callable_default {
    /**
     * @param config The configuration object for the normalizer.
     */
    constructor(config) {
      super();
      this.config = config;
    }
    /**
     * Alias for {@link Normalizer#normalize}.
     * @param text The text to normalize.
     * @returns The normalized text.
     */
    _call(text) {
      return this.normalize(text);
    }
  };
  var Normalizer_default = Normalizer;
  var BertNormalizer = class extends Normalizer_default {
    /**
     * Adds whitespace around any CJK (Chinese, Japanese, or Korean) character in the input text.
     *
     * @param text The input text to tokenize.
     * @returns The tokenized text with whitespace added around CJK characters.
     */
    tokenize_chinese_chars(text) {
      const output = [];
      for (let i = 0; i < text.length; ++i) {
        const char = text[i];
        const cp = char.charCodeAt(0);
        if (is_chinese_char(cp)) {
          output.push(" ");
          output.push(char);
          output.push(" ");
        } else {
          output.push(char);
        }
      }
      return output.join("");
    }
    /**
     * Strips accents from the given text.
     * @param text The text to strip accents from.
     * @returns The text with accents removed.
     */
    strip_accents(text) {
      return text.normalize("NFD").replace(new RegExp("\\p{Mn}", "gu"), "");
    }
    /**
     * Checks whether `char` is a control character.
     * @param char The character to check.
     * @returns Whether `char` is a control character.
     */
    is_control(char) {
      switch (char) {
        case "	":
        case "\n":
        case "\r":
          return false;
        default:
          return new RegExp("^\\p{Cc}|\\p{Cf}|\\p{Co}|\\p{Cs}$", "u").test(char);
      }
    }
    /**
     * Performs invalid character removal and whitespace cleanup on text.
     * @param text The text to clean.
     * @returns The cleaned text.
     */
    clean_text(text) {
      const output = [];
      for (const char of text) {
        const cp = char.charCodeAt(0);
        if (cp === 0 || cp === 65533 || this.is_control(char)) {
          continue;
        }
        if (/^\s$/.test(char)) {
          output.push(" ");
        } else {
          output.push(char);
        }
      }
      return output.join("");
    }
    /**
     * Normalizes the given text based on the configuration.
     * @param text The text to normalize.
     * @returns The normalized text.
     */
    normalize(text) {
      if (this.config.clean_text) {
        text = this.clean_text(text);
      }
      if (this.config.handle_chinese_chars) {
        text = this.tokenize_chinese_chars(text);
      }
      if (this.config.lowercase) {
        text = text.toLowerCase();
        if (this.config.strip_accents !== false) {
          text = this.strip_accents(text);
        }
      } else if (this.config.strip_accents) {
        text = this.strip_accents(text);
      }
      return text;
    }
  };
  var BertNormalizer_default = BertNormalizer;
  var Precompiled = class extends Normalizer_default {
    /**
     * Create a new instance of Precompiled normalizer.
     * @param config The configuration object.
     */
    constructor(config) {
      super(config);
      this.charsmap = config.precompiled_charsmap ?? null;
    }
    /**
     * Normalizes the given text by applying the precompiled charsmap.
     * @param text The text to normalize.
     * @returns The normalized text.
     */
    normalize(text) {
      text = text.replace(
        /[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]/gm,
        ""
      );
      text = text.replace(
        /[\u0009\u000A\u000C\u000D\u00A0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2581\u3000\uFEFF\uFFFD]/gm,
        " "
      );
      if (text.includes("～")) {
        const parts = text.split("～");
        text = parts.map((part) => part.normalize("NFKC")).join("～");
      } else {
        text = text.normalize("NFKC");
      }
      return text;
    }
  };
  var Precompiled_default = Precompiled;
  var Sequence = class extends Normalizer_default {
    /**
     * Create a new instance of NormalizerSequence.
     * @param config The configuration object.
     */
    constructor(config) {
      super(config);
      this.normalizers = (config.normalizers ?? []).map(
        (x) => create_normalizer_default(x)
      );
    }
    /**
     * Apply a sequence of Normalizers to the input text.
     * @param text The text to normalize.
     * @returns The normalized text.
     */
    normalize(text) {
      return this.normalizers.reduce((t, normalizer) => {
        return normalizer ? normalizer.normalize(t) : t;
      }, text);
    }
  };
  var Sequence_default = Sequence;
  var Replace = class extends Normalizer_default {
    /**
     * @param config The configuration object for the normalizer.
     */
    constructor(config) {
      super(config);
      this.pattern = create_pattern(this.config.pattern ?? {});
    }
    /**
     * Normalize the input text by replacing the pattern with the content.
     * @param text The input text to be normalized.
     * @returns The normalized text after replacing the pattern with the content.
     */
    normalize(text) {
      return this.pattern === null ? text : text.replaceAll(this.pattern, this.config.content ?? "");
    }
  };
  var Replace_default = Replace;
  var UnicodeNormalizer = class extends Normalizer_default {
    constructor() {
      super(...arguments);
      this.form = "NFC";
    }
    /**
     * Normalize the input text by applying Unicode normalization.
     * @param text The input text to be normalized.
     * @returns The normalized text.
     */
    normalize(text) {
      text = text.normalize(this.form);
      return text;
    }
  };
  var UnicodeNormalizer_default = UnicodeNormalizer;
  var NFC = class extends UnicodeNormalizer_default {
    constructor() {
      super(...arguments);
      this.form = "NFC";
    }
  };
  var NFC_default = NFC;
  var NFD = class extends UnicodeNormalizer_default {
    constructor() {
      super(...arguments);
      this.form = "NFD";
    }
  };
  var NFD_default = NFD;
  var NFKC = class extends UnicodeNormalizer_default {
    constructor() {
      super(...arguments);
      this.form = "NFKC";
    }
  };
  var NFKC_default = NFKC;
  var NFKD = class extends UnicodeNormalizer_default {
    constructor() {
      super(...arguments);
      this.form = "NFKD";
    }
  };
  var NFKD_default = NFKD;
  var Strip = class extends Normalizer_default {
    /**
     * Strip leading and/or trailing whitespace from the input text.
     * @param text The input text.
     * @returns The normalized text.
     */
    normalize(text) {
      if (this.config.strip_left && this.config.strip_right) {
        text = text.trim();
      } else {
        if (this.config.strip_left) {
          text = text.trimStart();
        }
        if (this.config.strip_right) {
          text = text.trimEnd();
        }
      }
      return text;
    }
  };
  var Strip_default = Strip;
  var StripAccents = class extends Normalizer_default {
    /**
     * Remove all accents from the text.
     * @param text The input text.
     * @returns The normalized text without accents.
     */
    normalize(text) {
      return remove_accents(text);
    }
  };
  var StripAccents_default = StripAccents;
  var Lowercase = class extends Normalizer_default {
    /**
     * Lowercases the input string.
     * @param {string} text The text to normalize.
     * @returns {string} The normalized text.
     */
    normalize(text) {
      return text.toLowerCase();
    }
  };
  var Lowercase_default = Lowercase;
  var Prepend = class extends Normalizer_default {
    /**
     * Prepends the input string.
     * @param text The text to normalize.
     * @returns The normalized text.
     */
    normalize(text) {
      text = this.config.prepend + text;
      return text;
    }
  };
  var Prepend_default = Prepend;
  function create_normalizer(config) {
    if (config === null) return null;
    switch (config.type) {
      case "BertNormalizer":
        return new BertNormalizer_default(config);
      case "Precompiled":
        return new Precompiled_default(config);
      case "Sequence":
        return new Sequence_default(config);
      case "Replace":
        return new Replace_default(config);
      case "NFC":
        return new NFC_default(config);
      case "NFD":
        return new NFD_default(config);
      case "NFKC":
        return new NFKC_default(config);
      case "NFKD":
        return new NFKD_default(config);
      case "Strip":
        return new Strip_default(config);
      case "StripAccents":
        return new StripAccents_default(config);
      case "Lowercase":
        return new Lowercase_default(config);
      case "Prepend":
        return new Prepend_default(config);
      default:
        throw new Error(`Unknown Normalizer type: ${config.type}`);
    }
  }
  var create_normalizer_default = create_normalizer;
  var PreTokenizer = class extends Callable_default {
    /**
     * Tokenizes the given text into pre-tokens.
     * @param text The text or array of texts to pre-tokenize.
     * @param options Additional options for the pre-tokenization logic.
     * @returns An array of pre-tokens.
     */
    pre_tokenize(text, options) {
      return (Array.isArray(text) ? text.map((x) => this.pre_tokenize_text(x, options)) : this.pre_tokenize_text(text, options)).flat();
    }
    /**
     * Alias for {@link PreTokenizer#pre_tokenize}.
     * @param text The text or array of texts to pre-tokenize.
     * @param options Additional options for the pre-tokenization logic.
     * @returns An array of pre-tokens.
     */
    _call(text, options) {
      return this.pre_tokenize(text, options);
    }
  };
  var PreTokenizer_default = PreTokenizer;
  var BYTES_TO_UNICODE = (() => {
    const bs = [
      ...Array.from(
        { length: "~".charCodeAt(0) - "!".charCodeAt(0) + 1 },
        (_, i) => i + "!".charCodeAt(0)
      ),
      ...Array.from(
        { length: "¬".charCodeAt(0) - "¡".charCodeAt(0) + 1 },
        (_, i) => i + "¡".charCodeAt(0)
      ),
      ...Array.from(
        { length: "ÿ".charCodeAt(0) - "®".charCodeAt(0) + 1 },
        (_, i) => i + "®".charCodeAt(0)
      )
    ];
    const cs = bs.slice();
    let n = 0;
    for (let b = 0; b < 256; ++b) {
      if (!bs.includes(b)) {
        bs.push(b);
        cs.push(256 + n);
        n += 1;
      }
    }
    const ccs = cs.map((n2) => String.fromCharCode(n2));
    return Object.fromEntries(bs.map((b, i) => [b, ccs[i]]));
  })();
  var reverse_dictionary = (data) => Object.fromEntries(Object.entries(data).map(([key, value]) => [value, key]));
  var UNICODE_TO_BYTES = reverse_dictionary(BYTES_TO_UNICODE);
  var PUNCTUATION_REGEX = "\\p{P}\\u0021-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007E";
  var ByteLevel = class extends PreTokenizer_default {
    /**
     * Creates a new instance of the `ByteLevelPreTokenizer` class.
     * @param config The configuration object.
     */
    constructor(config) {
      super();
      this.config = config;
      this.add_prefix_space = this.config.add_prefix_space ?? false;
      this.trim_offsets = this.config.trim_offsets ?? false;
      this.use_regex = this.config.use_regex ?? true;
      this.pattern = new RegExp("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", "gu");
      this.byte_encoder = BYTES_TO_UNICODE;
      this.text_encoder = new TextEncoder();
    }
    /**
     * Tokenizes a single piece of text using byte-level tokenization.
     * @param text The text to tokenize.
     * @param options Additional options for the pre-tokenization logic.
     * @returns An array of tokens.
     */
    pre_tokenize_text(text, options) {
      if (this.add_prefix_space && !text.startsWith(" ")) {
        text = " " + text;
      }
      const tokens = this.use_regex ? text.match(this.pattern) || [] : [text];
      return tokens.map(
        (token) => Array.from(
          this.text_encoder.encode(token),
          (byte) => this.byte_encoder[byte]
        ).join("")
      );
    }
  };
  var ByteLevel_default = ByteLevel;
  var Whitespace = class extends PreTokenizer_default {
    /**
     * Pre-tokenizes the input text by splitting it on word boundaries.
     * @param text The text to be pre-tokenized.
     * @param options Additional options for the pre-tokenization logic.
     * @returns An array of tokens produced by splitting the input text on whitespace.
     */
    pre_tokenize_text(text, options) {
      return text.match(/\w+|[^\w\s]+/g) || [];
    }
  };
  var Whitespace_default = Whitespace;
  var Metaspace = class extends PreTokenizer_default {
    /**
     * @param config The configuration object for the MetaspacePreTokenizer.
     */
    constructor(config) {
      super();
      this.replacement = config.replacement ?? "▁";
      this.str_rep = config.str_rep || this.replacement;
      this.prepend_scheme = config.prepend_scheme ?? "always";
    }
    /**
     * This method takes a string, replaces spaces with the replacement character,
     * adds a prefix space if requested, and returns a new list of tokens.
     * @param text The text to pre-tokenize.
     * @param options The options for the pre-tokenization.
     * @returns A new list of pre-tokenized tokens.
     */
    pre_tokenize_text(text, options) {
      const { section_index = void 0 } = options ?? {};
      let normalized = text.replaceAll(" ", this.str_rep);
      if (
        // We add a prefix space if:
        //  (1) The normalized token does not already start with the replacement character.
        !normalized.startsWith(this.replacement) && // and (2) either:
        //  (a) prepend_scheme is 'always'
        //  (b) prepend_scheme is 'first' and this is the first section
        (this.prepend_scheme === "always" || this.prepend_scheme === "first" && section_index === 0)
      ) {
        normalized = this.str_rep + normalized;
      }
      return [normalized];
    }
  };
  var Metaspace_default = Metaspace;
  var Split = class extends PreTokenizer_default {
    /**
     * @param config The configuration options for the pre-tokenizer.
     */
    constructor(config) {
      super();
      this.config = config;
      this.pattern = create_pattern(
        this.config.pattern ?? {},
        this.config.invert ?? true
      );
    }
    /**
     * Tokenizes text by splitting it using the given pattern.
     * @param text The text to tokenize.
     * @returns An array of tokens.
     */
    pre_tokenize_text(text) {
      if (this.pattern === null) {
        return [];
      }
      if (this.config.invert) {
        return (text.match(this.pattern) || []).filter((x) => x);
      } else if (this.config.behavior?.toLowerCase() === "removed") {
        return text.split(this.pattern).filter((x) => x);
      } else {
        return regex_split(text, this.pattern);
      }
    }
  };
  var Split_default = Split;
  var Punctuation = class extends PreTokenizer_default {
    /**
     * @param config The configuration options for the pre-tokenizer.
     */
    constructor(config) {
      super();
      this.config = config;
      this.pattern = new RegExp(
        `[^${PUNCTUATION_REGEX}]+|[${PUNCTUATION_REGEX}]+`,
        "gu"
      );
    }
    /**
     * Tokenizes text by splitting it using the given pattern.
     * @param text The text to tokenize.
     * @returns An array of tokens.
     */
    pre_tokenize_text(text) {
      return text.match(this.pattern) || [];
    }
  };
  var Punctuation_default = Punctuation;
  var Digits = class extends PreTokenizer_default {
    /**
     * @param config The configuration options for the pre-tokenizer.
     */
    constructor(config) {
      super();
      this.config = config;
      const digit_pattern = `[^\\d]+|\\d${this.config.individual_digits ? "" : "+"}`;
      this.pattern = new RegExp(digit_pattern, "gu");
    }
    /**
     * Tokenizes text by splitting it using the given pattern.
     * @param text The text to tokenize.
     * @returns An array of tokens.
     */
    pre_tokenize_text(text) {
      return text.match(this.pattern) || [];
    }
  };
  var Digits_default = Digits;
  var BertPreTokenizer = class extends PreTokenizer_default {
    /**
     * A PreTokenizer that splits text into wordpieces using a basic tokenization scheme
     * similar to that used in the original implementation of BERT.
     */
    constructor() {
      super();
      this.pattern = new RegExp(
        `[^\\s${PUNCTUATION_REGEX}]+|[${PUNCTUATION_REGEX}]`,
        "gu"
      );
    }
    /**
     * Tokenizes a single text using the BERT pre-tokenization scheme.
     *
     * @param text The text to tokenize.
     * @param options Additional options for the pre-tokenization logic.
     * @returns An array of tokens.
     */
    pre_tokenize_text(text, options) {
      return text.trim().match(this.pattern) || [];
    }
  };
  var BertPreTokenizer_default = BertPreTokenizer;
  var Replace2 = class extends PreTokenizer_default {
    /**
     * @param config The configuration options for the pre-tokenizer.
     */
    constructor(config) {
      super();
      this.config = config;
      this.pattern = create_pattern(this.config.pattern ?? {});
      this.content = this.config.content ?? "";
    }
    /**
     * Pre-tokenizes the input text by replacing certain characters.
     * @param text The text to be pre-tokenized.
     * @returns An array of tokens produced by replacing certain characters.
     */
    pre_tokenize_text(text) {
      if (this.pattern === null) {
        return [text];
      }
      return [text.replaceAll(this.pattern, this.config.content ?? "")];
    }
  };
  var Replace_default2 = Replace2;
  var Sequence2 = class extends PreTokenizer_default {
    /**
     * Creates an instance of PreTokenizerSequence.
     * @param config The configuration object for the pre-tokenizer sequence.
     */
    constructor(config) {
      super();
      this.tokenizers = (config.pretokenizers ?? []).map(
        (x) => create_pre_tokenizer_default(x)
      );
    }
    /**
     * Applies each pre-tokenizer in the sequence to the input text in turn.
     * @param text The text to pre-tokenize.
     * @param options Additional options for the pre-tokenization logic.
     * @returns The pre-tokenized text.
     */
    pre_tokenize_text(text, options) {
      return this.tokenizers.reduce(
        (pre_tokenized_text, tokenizer) => {
          return tokenizer ? tokenizer.pre_tokenize(pre_tokenized_text, options) : pre_tokenized_text;
        },
        [text]
      );
    }
  };
  var Sequence_default2 = Sequence2;
  var WhitespaceSplit = class extends PreTokenizer_default {
    /**
     * Pre-tokenizes the input text by splitting it on whitespace characters.
     * @param text The text to be pre-tokenized.
     * @returns An array of tokens produced by splitting the input text on whitespace.
     */
    pre_tokenize_text(text) {
      return whitespace_split(text);
    }
  };
  var WhitespaceSplit_default = WhitespaceSplit;
  var FixedLength = class extends PreTokenizer_default {
    /**
     * @param config The configuration options for the pre-tokenizer.
     */
    constructor(config) {
      super();
      this.config = config;
      this._length = config.length;
    }
    /**
     * Pre-tokenizes the input text by splitting it into fixed-length tokens.
     * @param text The text to be pre-tokenized.
     * @returns An array of tokens produced by splitting the input text into fixed-length tokens.
     */
    pre_tokenize_text(text) {
      const tokens = [];
      for (let i = 0; i < text.length; i += this._length) {
        tokens.push(text.slice(i, i + this._length));
      }
      return tokens;
    }
  };
  var FixedLength_default = FixedLength;
  function create_pre_tokenizer(config) {
    if (config === null) return null;
    switch (config.type) {
      case "BertPreTokenizer":
        return new BertPreTokenizer_default();
      case "Sequence":
        return new Sequence_default2(config);
      case "Whitespace":
        return new Whitespace_default();
      case "WhitespaceSplit":
        return new WhitespaceSplit_default();
      case "Metaspace":
        return new Metaspace_default(config);
      case "ByteLevel":
        return new ByteLevel_default(config);
      case "Split":
        return new Split_default(config);
      case "Punctuation":
        return new Punctuation_default(config);
      case "Digits":
        return new Digits_default(config);
      case "Replace":
        return new Replace_default2(config);
      case "FixedLength":
        return new FixedLength_default(config);
      default:
        throw new Error(`Unknown PreTokenizer type: ${config.type}`);
    }
  }
  var create_pre_tokenizer_default = create_pre_tokenizer;
  var TokenizerModel = class extends Callable_default {
    /**
     * Creates a new instance of TokenizerModel.
     * @param config The configuration object for the TokenizerModel.
     */
    constructor(config) {
      super();
      this.config = config;
      this.vocab = [];
      this.tokens_to_ids = /* @__PURE__ */ new Map();
      this.unk_token_id = void 0;
      this.unk_token = void 0;
      this.end_of_word_suffix = void 0;
      this.fuse_unk = this.config.fuse_unk ?? false;
    }
    /**
     * Internal function to call the TokenizerModel instance.
     * @param tokens The tokens to encode.
     * @returns The encoded tokens.
     */
    _call(tokens) {
      let result = this.encode(tokens);
      if (this.fuse_unk) {
        result = fuse_unk(result, this.tokens_to_ids, this.unk_token_id);
      }
      return result;
    }
  };
  var TokenizerModel_default = TokenizerModel;
  var WordPieceTokenizer = class extends TokenizerModel_default {
    /**
     * @param config The configuration object.
     */
    constructor(config) {
      super(config);
      this.max_input_chars_per_word = 100;
      this.tokens_to_ids = object_to_map(config.vocab);
      this.unk_token_id = this.tokens_to_ids.get(config.unk_token);
      this.unk_token = config.unk_token;
      this.max_input_chars_per_word = config.max_input_chars_per_word ?? 100;
      this.vocab = new Array(this.tokens_to_ids.size);
      for (const [key, value] of this.tokens_to_ids) {
        this.vocab[value] = key;
      }
    }
    /**
     * Encodes an array of tokens using WordPiece encoding.
     * @param tokens The tokens to encode.
     * @returns An array of encoded tokens.
     */
    encode(tokens) {
      const output_tokens = [];
      for (const token of tokens) {
        const chars = [...token];
        if (chars.length > this.max_input_chars_per_word) {
          output_tokens.push(this.unk_token);
          continue;
        }
        let is_unknown = false;
        let start2 = 0;
        const sub_tokens = [];
        while (start2 < chars.length) {
          let end = chars.length;
          let current_substring = null;
          while (start2 < end) {
            let substr = chars.slice(start2, end).join("");
            if (start2 > 0) {
              substr = this.config.continuing_subword_prefix + substr;
            }
            if (this.tokens_to_ids.has(substr)) {
              current_substring = substr;
              break;
            }
            --end;
          }
          if (current_substring === null) {
            is_unknown = true;
            break;
          }
          sub_tokens.push(current_substring);
          start2 = end;
        }
        if (is_unknown) {
          output_tokens.push(this.unk_token);
        } else {
          output_tokens.push(...sub_tokens);
        }
      }
      return output_tokens;
    }
  };
  var WordPiece_default = WordPieceTokenizer;
  var CharTrieNode = class _CharTrieNode {
    /**
     * Create a new CharTrieNode.
     * @param is_leaf Whether the node is a leaf node or not.
     * @param children A map containing the node's children, where the key is a character and the value is a `CharTrieNode`.
     */
    constructor(is_leaf, children) {
      this.is_leaf = is_leaf;
      this.children = children;
    }
    /**
     * Returns a new `CharTrieNode` instance with default values.
     * @returns A new `CharTrieNode` instance with `is_leaf` set to `false` and an empty `children` map.
     */
    static default() {
      return new _CharTrieNode(false, /* @__PURE__ */ new Map());
    }
  };
  var CharTrie = class {
    constructor() {
      this.root = CharTrieNode.default();
    }
    /**
     * Adds one or more `texts` to the trie.
     * @param texts The strings to add to the trie.
     */
    extend(texts3) {
      for (const text of texts3) {
        this.push(text);
      }
    }
    /**
     * Adds text to the trie.
     * @param text The string to add to the trie.
     */
    push(text) {
      let node = this.root;
      for (const ch of text) {
        let child = node.children.get(ch);
        if (child === void 0) {
          child = CharTrieNode.default();
          node.children.set(ch, child);
        }
        node = child;
      }
      node.is_leaf = true;
    }
    /**
     * Searches the trie for stored strings that match `chars` starting at `start`.
     * @param chars The input characters to search.
     * @param start The index to start searching from.
     * @yields Each stored string that is a prefix of `chars` starting at `start`.
     */
    *common_prefix_search(chars, start2 = 0) {
      let node = this.root;
      if (node === void 0) return;
      let prefix = "";
      for (let i = start2; i < chars.length; ++i) {
        const ch = chars[i];
        prefix += ch;
        node = node.children.get(ch);
        if (node === void 0) return;
        if (node.is_leaf) {
          yield prefix;
        }
      }
    }
  };
  var CharTrie_default = CharTrie;
  var TokenLatticeNode = class _TokenLatticeNode {
    /**
     * Represents a node in a token lattice for a given sentence.
     * @param token_id The ID of the token associated with this node.
     * @param node_id The ID of this node.
     * @param pos The starting position of the token in the sentence.
     * @param length The length of the token.
     * @param score The score associated with the token.
     */
    constructor(token_id, node_id, pos, length, score) {
      this.token_id = token_id;
      this.node_id = node_id;
      this.pos = pos;
      this.length = length;
      this.score = score;
      this.prev = null;
      this.backtrace_score = 0;
    }
    /**
     * Returns a clone of this node.
     * @returns A clone of this node.
     */
    clone() {
      const n = new _TokenLatticeNode(
        this.token_id,
        this.node_id,
        this.pos,
        this.length,
        this.score
      );
      n.prev = this.prev;
      n.backtrace_score = this.backtrace_score;
      return n;
    }
  };
  var TokenLattice = class {
    /**
     * Creates a new TokenLattice instance.
     *
     * @param sentence The input sentence to be tokenized.
     * @param bos_token_id The beginning-of-sequence token ID.
     * @param eos_token_id The end-of-sequence token ID.
     */
    constructor(sentence, bos_token_id, eos_token_id) {
      this.chars = Array.from(sentence);
      this.len = this.chars.length;
      this.bos_token_id = bos_token_id;
      this.eos_token_id = eos_token_id;
      this.nodes = [];
      this.begin_nodes = Array.from(
        { length: this.len + 1 },
        () => []
      );
      this.end_nodes = Array.from({ length: this.len + 1 }, () => []);
      const bos = new TokenLatticeNode(this.bos_token_id ?? 0, 0, 0, 0, 0);
      const eos = new TokenLatticeNode(
        this.eos_token_id ?? 0,
        1,
        this.len,
        0,
        0
      );
      this.nodes.push(bos.clone());
      this.nodes.push(eos.clone());
      this.begin_nodes[this.len].push(eos);
      this.end_nodes[0].push(bos);
    }
    /**
     * Inserts a new token node into the token lattice.
     *
     * @param pos The starting position of the token.
     * @param length The length of the token.
     * @param score The score of the token.
     * @param token_id The token ID of the token.
     */
    insert(pos, length, score, token_id) {
      const node_id = this.nodes.length;
      const node = new TokenLatticeNode(token_id, node_id, pos, length, score);
      this.begin_nodes[pos].push(node);
      this.end_nodes[pos + length].push(node);
      this.nodes.push(node);
    }
    /**
     * Implements the Viterbi algorithm to compute the most likely sequence of tokens.
     *
     * @returns The most likely sequence of tokens.
     */
    viterbi() {
      const len2 = this.len;
      let pos = 0;
      while (pos <= len2) {
        if (this.begin_nodes[pos].length == 0) {
          return [];
        }
        for (let rnode of this.begin_nodes[pos]) {
          rnode.prev = null;
          let best_score = 0;
          let best_node = null;
          for (let lnode of this.end_nodes[pos]) {
            const score = lnode.backtrace_score + rnode.score;
            if (best_node === null || score > best_score) {
              best_node = lnode.clone();
              best_score = score;
            }
          }
          if (best_node !== null) {
            rnode.prev = best_node;
            rnode.backtrace_score = best_score;
          } else {
            return [];
          }
        }
        ++pos;
      }
      const results = [];
      const root = this.begin_nodes[len2][0];
      const prev = root.prev;
      if (prev === null) {
        return [];
      }
      let node = prev.clone();
      while (node.prev !== null) {
        results.push(node.clone());
        const n = node.clone();
        node = n.prev.clone();
      }
      results.reverse();
      return results;
    }
    /**
     * Get the text piece for a given node.
     * @param node The node to get the piece for.
     * @returns The array of nodes representing the most likely sequence of tokens.
     */
    piece(node) {
      return this.chars.slice(node.pos, node.pos + node.length).join("");
    }
    /**
     * @returns The most likely sequence of tokens.
     */
    tokens() {
      const nodes = this.viterbi();
      return nodes.map((x) => this.piece(x));
    }
    /**
     * @returns The most likely sequence of token ids.
     */
    token_ids() {
      const nodes = this.viterbi();
      return nodes.map((x) => x.token_id);
    }
  };
  var TokenLattice_default = TokenLattice;
  function min(arr) {
    if (arr.length === 0) throw new Error("Array must not be empty");
    let min_value = arr[0];
    let index_of_min = 0;
    for (let i = 1; i < arr.length; ++i) {
      if (arr[i] < min_value) {
        min_value = arr[i];
        index_of_min = i;
      }
    }
    return [min_value, index_of_min];
  }
  var Unigram = class extends TokenizerModel_default {
    /**
     * Create a new Unigram tokenizer model.
     * @param config The configuration object for the Unigram model.
     * @param eos_token
     */
    constructor(config, eos_token) {
      super(config);
      const vocab_size = config.vocab.length;
      this.vocab = new Array(vocab_size);
      this.scores = new Array(vocab_size);
      for (let i = 0; i < vocab_size; ++i) {
        [this.vocab[i], this.scores[i]] = config.vocab[i];
      }
      this.unk_token_id = config.unk_id;
      this.unk_token = this.vocab[config.unk_id];
      this.tokens_to_ids = new Map(this.vocab.map((x, i) => [x, i]));
      this.bos_token = " ";
      this.bos_token_id = this.tokens_to_ids.get(this.bos_token);
      this.eos_token = eos_token;
      this.eos_token_id = this.tokens_to_ids.get(this.eos_token);
      this.unk_token = this.vocab[this.unk_token_id];
      this.min_score = min(this.scores)[0];
      this.unk_score = this.min_score - 10;
      this.scores[this.unk_token_id] = this.unk_score;
      this.trie = new CharTrie_default();
      this.trie.extend(this.vocab);
      this.fuse_unk = true;
    }
    /**
     * Populates lattice nodes.
     * @param lattice The token lattice to populate with nodes.
     */
    populate_nodes(lattice) {
      const chars = lattice.chars;
      const mblen = 1;
      let begin_pos = 0;
      while (begin_pos < chars.length) {
        let has_single_node = false;
        const prefixed_tokens = this.trie.common_prefix_search(chars, begin_pos);
        for (const token of prefixed_tokens) {
          const token_id = this.tokens_to_ids.get(token);
          const token_score = this.scores[token_id];
          const n = len(token);
          lattice.insert(begin_pos, n, token_score, token_id);
          if (!has_single_node && n === mblen) {
            has_single_node = true;
          }
        }
        if (!has_single_node) {
          lattice.insert(begin_pos, mblen, this.unk_score, this.unk_token_id);
        }
        begin_pos += mblen;
      }
    }
    /**
     * Encodes an array of tokens into an array of subtokens using the unigram model.
     *
     * @param normalized The normalized string.
     * @returns An array of subtokens obtained by encoding the input tokens using the unigram model.
     */
    tokenize(normalized) {
      const lattice = new TokenLattice_default(
        normalized,
        this.bos_token_id,
        this.eos_token_id
      );
      this.populate_nodes(lattice);
      return lattice.tokens();
    }
    /**
     * Encodes an array of tokens using Unigram encoding.
     * @param tokens The tokens to encode.
     * @returns An array of encoded tokens.
     */
    encode(tokens) {
      const to_return = [];
      for (const token of tokens) {
        const tokenized = this.tokenize(token);
        to_return.push(...tokenized);
      }
      return to_return;
    }
  };
  var Unigram_default = Unigram;
  var PriorityQueue = class {
    /**
     * Create a new PriorityQueue.
     * @param comparator Comparator function to determine priority. Defaults to a MaxHeap.
     * @param max_size Maximum size of the queue. Defaults to Infinity.
     */
    constructor(comparator = (a, b) => a > b, max_size = Infinity) {
      this._heap = [];
      this._comparator = comparator;
      this._max_size = max_size;
    }
    /**
     * The size of the queue
     */
    get size() {
      return this._heap.length;
    }
    /**
     * Check if the queue is empty.
     * @returns `true` if the queue is empty, `false` otherwise.
     */
    is_empty() {
      return this.size === 0;
    }
    /**
     * Return the element with the highest priority in the queue.
     * @returns The highest priority element in the queue.
     */
    peek() {
      return this._heap[0];
    }
    /**
     * Add one or more elements to the queue.
     * @param values The values to push into the queue.
     * @returns The new size of the queue.
     */
    push(...values) {
      return this.extend(values);
    }
    /**
     * Add multiple elements to the queue.
     * @param values The values to push into the queue.
     * @returns The new size of the queue.
     */
    extend(values) {
      for (const value of values) {
        if (this.size < this._max_size) {
          this._heap.push(value);
          this._sift_up();
        } else {
          const smallest = this._smallest();
          if (this._comparator(value, this._heap[smallest])) {
            this._heap[smallest] = value;
            this._sift_up_from(smallest);
          }
        }
      }
      return this.size;
    }
    /**
     * Remove and return the element with the highest priority in the queue.
     * @returns The element with the highest priority in the queue.
     */
    pop() {
      const popped_value = this.peek();
      const bottom = this.size - 1;
      if (bottom > 0) {
        this._swap(0, bottom);
      }
      this._heap.pop();
      this._sift_down();
      return popped_value;
    }
    /**
     * Replace the element with the highest priority in the queue with a new value.
     * @param value The new value.
     * @returns The replaced value.
     */
    replace(value) {
      const replaced_value = this.peek();
      this._heap[0] = value;
      this._sift_down();
      return replaced_value;
    }
    /**
     * Compute the index for the parent of the node at index `i`.
     * @param i The index of the node to get the parent of.
     * @returns The index of the parent node.
     * @private
     */
    _parent(i) {
      return (i + 1 >>> 1) - 1;
    }
    /**
     * Compute the index for the left child of the node at index `i`.
     * @param i The index of the node to get the left child of.
     * @returns The index of the left child.
     * @private
     */
    _left(i) {
      return (i << 1) + 1;
    }
    /**
     * Compute the index for the right child of the node at index `i`.
     * @param i The index of the node to get the right child of.
     * @returns The index of the right child.
     * @private
     */
    _right(i) {
      return i + 1 << 1;
    }
    /**
     * Check if the element at index `i` is greater than the element at index `j`.
     * @param i The index of the first element to compare.
     * @param j The index of the second element to compare.
     * @returns `true` if the element at index `i` is greater than the element at index `j`, `false` otherwise.
     * @private
     */
    _greater(i, j) {
      return this._comparator(this._heap[i], this._heap[j]);
    }
    /**
     * Swap the elements at indices `i` and `j`.
     * @param i The index of the first element to swap.
     * @param j The index of the second element to swap.
     * @private
     */
    _swap(i, j) {
      const temp = this._heap[i];
      this._heap[i] = this._heap[j];
      this._heap[j] = temp;
    }
    /**
     * Maintain the heap property by updating positions in the heap,
     * starting at the last element and moving up the heap.
     * @private
     */
    _sift_up() {
      this._sift_up_from(this.size - 1);
    }
    /**
     * Helper function to sift up from a given node.
     * @param node The index of the node to start sifting up from.
     */
    _sift_up_from(node) {
      while (node > 0 && this._greater(node, this._parent(node))) {
        this._swap(node, this._parent(node));
        node = this._parent(node);
      }
    }
    /**
     * Maintain the heap property by updating positions in the heap,
     * starting at the first element and moving down the heap.
     * @private
     */
    _sift_down() {
      let node = 0;
      while (this._left(node) < this.size && this._greater(this._left(node), node) || this._right(node) < this.size && this._greater(this._right(node), node)) {
        const max_child = this._right(node) < this.size && this._greater(this._right(node), this._left(node)) ? this._right(node) : this._left(node);
        this._swap(node, max_child);
        node = max_child;
      }
    }
    /**
     * Get the index of the smallest element in the heap. Since we use an array-based heap,
     * the index can be computed without needing to traverse the heap.
     * @private
     */
    _smallest() {
      return 2 ** Math.floor(Math.log2(this.size)) - 1;
    }
  };
  var PriorityQueue_default = PriorityQueue;
  var LRUCache = class {
    /**
     * Creates an LRUCache instance.
     * @param capacity The maximum number of items the cache can hold.
     */
    constructor(capacity) {
      this.capacity = capacity;
      this.cache = /* @__PURE__ */ new Map();
    }
    /**
     * Retrieves the value associated with the given key and marks the key as recently used.
     * @param key The key to retrieve.
     * @returns The value associated with the key, or undefined if the key does not exist.
     */
    get(key) {
      if (!this.cache.has(key)) return void 0;
      const value = this.cache.get(key);
      this.cache.delete(key);
      this.cache.set(key, value);
      return value;
    }
    /**
     * Inserts or updates the key-value pair in the cache.
     * If the key already exists, it is updated and marked as recently used.
     * If the cache exceeds its capacity, the least recently used item is evicted.
     * @param key The key to add or update.
     * @param value The value to associate with the key.
     */
    put(key, value) {
      if (this.cache.has(key)) {
        this.cache.delete(key);
      }
      this.cache.set(key, value);
      if (this.cache.size > this.capacity) {
        this.cache.delete(this.cache.keys().next().value);
      }
    }
    /**
     * Clears the cache.
     */
    clear() {
      this.cache.clear();
    }
  };
  var LRUCache_default = LRUCache;
  var BPE = class extends TokenizerModel_default {
    /**
     * Create a BPE instance.
     * @param config The configuration object for BPE.
     */
    constructor(config) {
      super(config);
      this.tokens_to_ids = object_to_map(config.vocab);
      this.unk_token_id = this.tokens_to_ids.get(config.unk_token);
      this.unk_token = config.unk_token;
      this.vocab = new Array(this.tokens_to_ids.size);
      for (const [key, value] of this.tokens_to_ids) {
        this.vocab[value] = key;
      }
      const use_new_merge_format = Array.isArray(config.merges[0]);
      this.merges = use_new_merge_format ? config.merges : config.merges.map(
        (x) => x.split(" ", 2)
      );
      this.bpe_ranks = new Map(this.merges.map((x, i) => [JSON.stringify(x), i]));
      this.end_of_word_suffix = config.end_of_word_suffix;
      this.continuing_subword_suffix = config.continuing_subword_suffix ?? null;
      this.byte_fallback = this.config.byte_fallback ?? false;
      if (this.byte_fallback) {
        this.text_encoder = new TextEncoder();
      }
      this.ignore_merges = this.config.ignore_merges ?? false;
      this.max_length_to_cache = 256;
      this.cache_capacity = 1e4;
      this.cache = new LRUCache_default(this.cache_capacity);
    }
    /**
     * Clears the cache.
     */
    clear_cache() {
      this.cache.clear();
    }
    /**
     * Apply Byte-Pair-Encoding (BPE) to a given token. Efficient heap-based priority
     * queue implementation adapted from https://github.com/belladoreai/llama-tokenizer-js.
     * @param token The token to encode.
     * @returns The BPE encoded tokens.
     */
    bpe(token) {
      if (token.length === 0) {
        return [];
      }
      const cached = this.cache.get(token);
      if (cached !== void 0) {
        return cached;
      }
      const word = Array.from(token);
      if (this.end_of_word_suffix) {
        word[word.length - 1] += this.end_of_word_suffix;
      }
      let result = [];
      if (word.length > 1) {
        const queue = new PriorityQueue_default((a, b) => a.score < b.score);
        let starting_node = {
          token: word[0],
          bias: 0,
          prev: null,
          next: null
        };
        let previous_node = starting_node;
        for (let i = 1; i < word.length; ++i) {
          const current_node = {
            bias: i / word.length,
            // Add fractional component to break ties
            token: word[i],
            prev: previous_node,
            next: null
          };
          previous_node.next = current_node;
          this.add_node(queue, previous_node);
          previous_node = current_node;
        }
        while (!queue.is_empty()) {
          const node = queue.pop();
          if (node.deleted || !node.next || node.next.deleted) continue;
          node.deleted = true;
          node.next.deleted = true;
          if (node.prev) {
            const new_previous_node = { ...node.prev };
            node.prev.deleted = true;
            node.prev = new_previous_node;
            if (new_previous_node.prev) {
              new_previous_node.prev.next = new_previous_node;
            } else {
              starting_node = new_previous_node;
            }
          }
          const merged = {
            token: node.token + node.next.token,
            bias: node.bias,
            prev: node.prev,
            next: node.next.next
          };
          if (merged.prev) {
            merged.prev.next = merged;
            this.add_node(queue, merged.prev);
          } else {
            starting_node = merged;
          }
          if (merged.next) {
            merged.next.prev = merged;
            this.add_node(queue, merged);
          }
        }
        for (let current_node = starting_node; current_node !== null; current_node = current_node.next) {
          result.push(current_node.token);
        }
      } else {
        result = word;
      }
      if (this.continuing_subword_suffix) {
        for (let i = 0; i < result.length - 1; ++i) {
          result[i] += this.continuing_subword_suffix;
        }
      }
      if (token.length < this.max_length_to_cache) {
        this.cache.put(token, result);
      }
      return result;
    }
    /**
     * Helper function to add a node to the priority queue.
     * @param queue
     * @param node
     */
    add_node(queue, node) {
      const rank = this.bpe_ranks.get(
        JSON.stringify([node.token, node.next.token])
      );
      if (rank !== void 0) {
        node.score = rank + node.bias;
        queue.push(node);
      }
    }
    /**
     * Encodes the input sequence of tokens using the BPE algorithm and returns the resulting subword tokens.
     * @param tokens The input sequence of tokens to encode.
     * @returns The resulting subword tokens after applying the BPE algorithm to the input sequence of tokens.
     */
    encode(tokens) {
      const output_tokens = [];
      for (const token of tokens) {
        if (this.ignore_merges && this.tokens_to_ids.has(token)) {
          output_tokens.push(token);
          continue;
        }
        const bpe_token_list = this.bpe(token);
        for (const t of bpe_token_list) {
          if (this.tokens_to_ids.has(t)) {
            output_tokens.push(t);
          } else if (this.byte_fallback) {
            const byte_tokens = Array.from(this.text_encoder.encode(t)).map(
              (x) => `<0x${x.toString(16).toUpperCase().padStart(2, "0")}>`
            );
            if (byte_tokens.every((x) => this.tokens_to_ids.has(x))) {
              output_tokens.push(...byte_tokens);
            } else if (this.unk_token != null) {
              output_tokens.push(this.unk_token);
            }
          } else if (this.unk_token != null) {
            output_tokens.push(this.unk_token);
          }
        }
      }
      return output_tokens;
    }
  };
  var BPE_default = BPE;
  var Legacy = class extends TokenizerModel_default {
    /**
     * Create a Legacy tokenizer model instance.
     * @param config The configuration object for Legacy tokenizer model.
     * @param more_config Additional configuration object for the Legacy tokenizer model.
     */
    constructor(config, more_config) {
      super(config);
      const vocab = config.vocab;
      this.tokens_to_ids = object_to_map(
        more_config.target_lang ? vocab[more_config.target_lang] : vocab
      );
      this.bos_token = more_config.bos_token;
      this.bos_token_id = this.tokens_to_ids.get(this.bos_token);
      this.eos_token = more_config.eos_token;
      this.eos_token_id = this.tokens_to_ids.get(this.eos_token);
      this.pad_token = more_config.pad_token;
      this.pad_token_id = this.tokens_to_ids.get(this.pad_token);
      this.unk_token = more_config.unk_token;
      this.unk_token_id = this.tokens_to_ids.get(this.unk_token);
      this.vocab = new Array(this.tokens_to_ids.size);
      for (const [key, value] of this.tokens_to_ids) {
        this.vocab[value] = key;
      }
    }
    encode(tokens) {
      return tokens;
    }
  };
  var Legacy_default = Legacy;
  function create_tokenizer_model(model_config, config) {
    switch (model_config.type) {
      case "WordPiece":
        return new WordPiece_default(model_config);
      case "Unigram":
        return new Unigram_default(model_config, config.eos_token);
      case "BPE":
        return new BPE_default(model_config);
      default:
        if (model_config.vocab) {
          if (Array.isArray(model_config.vocab)) {
            return new Unigram_default(model_config, config.eos_token);
          } else if (Object.hasOwn(model_config, "continuing_subword_prefix") && Object.hasOwn(model_config, "unk_token")) {
            if (Object.hasOwn(model_config, "merges")) {
              return new BPE_default(model_config);
            } else {
              return new WordPiece_default(model_config);
            }
          } else {
            return new Legacy_default(model_config, {
              target_lang: config.target_lang,
              bos_token: config.bos_token,
              eos_token: config.eos_token,
              pad_token: config.pad_token,
              unk_token: config.unk_token
            });
          }
        }
        throw new Error(
          `Unknown TokenizerModel type: ${model_config?.type}`
        );
    }
  }
  var create_tokenizer_model_default = create_tokenizer_model;
  var PostProcessor = class extends Callable_default {
    /**
     * @param config The configuration for the post-processor.
     */
    constructor(config) {
      super();
      this.config = config;
    }
    /**
     * Alias for {@link PostProcessor#post_process}.
     * @param tokens The text or array of texts to post-process.
     * @param args Additional arguments required by the post-processing logic.
     * @returns The post-processed tokens.
     */
    _call(tokens, ...args) {
      return this.post_process(tokens, ...args);
    }
  };
  var PostProcessor_default = PostProcessor;
  var TemplateProcessing = class extends PostProcessor_default {
    /**
     * Replaces special tokens in the template with actual tokens.
     * @param tokens The list of tokens for the first sequence.
     * @param tokens_pair The list of tokens for the second sequence (optional).
     * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
     * @returns An object containing the list of tokens with the special tokens replaced with actual tokens.
     */
    post_process(tokens, tokens_pair = null, add_special_tokens = true) {
      const type = tokens_pair === null ? this.config.single : this.config.pair;
      let processed_tokens = [];
      let types = [];
      for (const item of type) {
        if ("SpecialToken" in item) {
          if (add_special_tokens) {
            processed_tokens.push(item.SpecialToken.id);
            types.push(item.SpecialToken.type_id);
          }
        } else if ("Sequence" in item) {
          if (item.Sequence.id === "A") {
            processed_tokens = merge_arrays(processed_tokens, tokens);
            types = merge_arrays(
              types,
              new Array(tokens.length).fill(item.Sequence.type_id)
            );
          } else if (item.Sequence.id === "B") {
            processed_tokens = merge_arrays(processed_tokens, tokens_pair);
            types = merge_arrays(
              types,
              new Array(tokens_pair.length).fill(item.Sequence.type_id)
            );
          }
        }
      }
      return { tokens: processed_tokens, token_type_ids: types };
    }
  };
  var TemplateProcessing_default = TemplateProcessing;
  var ByteLevel2 = class extends PostProcessor_default {
    /**
     * Post process the given tokens.
     * @param tokens The list of tokens for the first sequence.
     * @param tokens_pair The list of tokens for the second sequence (optional).
     * @returns An object containing the post-processed tokens.
     */
    post_process(tokens, tokens_pair = null) {
      return { tokens, tokens_pair };
    }
  };
  var ByteLevel_default2 = ByteLevel2;
  var BertProcessing = class extends PostProcessor_default {
    /**
     * @param config The configuration for the post-processor.
     * @param config.cls The special tokens to add to the beginning of the input.
     * @param config.sep The special tokens to add to the end of the input.
     */
    constructor(config) {
      super(config);
      this.sep = config.sep;
      this.cls = config.cls;
    }
    /**
     * Adds the special tokens to the beginning and end of the input.
     * @param tokens The input tokens.
     * @param tokens_pair An optional second set of input tokens.
     * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
     * @returns The post-processed tokens with the special tokens added to the beginning and end.
     */
    post_process(tokens, tokens_pair = null, add_special_tokens = true) {
      if (add_special_tokens) {
        tokens = merge_arrays([this.cls[0]], tokens, [this.sep[0]]);
      }
      let token_type_ids = new Array(tokens.length).fill(0);
      if (tokens_pair) {
        const middle = [];
        const after = add_special_tokens ? [this.sep[0]] : [];
        tokens = merge_arrays(tokens, middle, tokens_pair, after);
        token_type_ids = merge_arrays(
          token_type_ids,
          new Array(tokens_pair.length + middle.length + after.length).fill(1)
        );
      }
      return { tokens, token_type_ids };
    }
  };
  var BertProcessing_default = BertProcessing;
  var RobertaProcessing = class extends PostProcessor_default {
    /**
     * @param config The configuration for the post-processor.
     * @param config.cls The special tokens to add to the beginning of the input.
     * @param config.sep The special tokens to add to the end of the input.
     */
    constructor(config) {
      super(config);
      this.sep = config.sep;
      this.cls = config.cls;
    }
    /**
     * Adds the special tokens to the beginning and end of the input.
     * @param tokens The input tokens.
     * @param tokens_pair An optional second set of input tokens.
     * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
     * @returns The post-processed tokens with the special tokens added to the beginning and end.
     */
    post_process(tokens, tokens_pair, add_special_tokens = true) {
      if (add_special_tokens) {
        tokens = merge_arrays([this.cls[0]], tokens, [this.sep[0]]);
      }
      let token_type_ids = new Array(tokens.length).fill(0);
      if (tokens_pair) {
        const middle = add_special_tokens ? [this.sep[0]] : [];
        const after = add_special_tokens ? [this.sep[0]] : [];
        tokens = merge_arrays(tokens, middle, tokens_pair, after);
        token_type_ids = merge_arrays(
          token_type_ids,
          new Array(tokens_pair.length + middle.length + after.length).fill(1)
        );
      }
      return { tokens, token_type_ids };
    }
  };
  var RobertaProcessing_default = RobertaProcessing;
  var Sequence3 = class extends PostProcessor_default {
    /**
     * Creates a new instance of Sequence post-processor.
     * @param config The configuration object.
     */
    constructor(config) {
      super(config);
      this.processors = (config.processors ?? []).map((x) => create_post_processor_default(x));
    }
    /**
     * Post process the given tokens.
     * @param tokens The list of tokens for the first sequence.
     * @param tokens_pair The list of tokens for the second sequence (optional).
     * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
     * @returns An object containing the post-processed tokens.
     */
    post_process(tokens, tokens_pair = null, add_special_tokens = true) {
      let processed_tokens = { tokens, tokens_pair };
      for (const processor of this.processors) {
        processed_tokens = processor.post_process(
          processed_tokens.tokens,
          processed_tokens.tokens_pair,
          add_special_tokens
        );
      }
      return processed_tokens;
    }
  };
  var Sequence_default3 = Sequence3;
  function create_post_processor(config) {
    if (config === null) return null;
    switch (config.type) {
      case "TemplateProcessing":
        return new TemplateProcessing_default(config);
      case "ByteLevel":
        return new ByteLevel_default2(config);
      case "BertProcessing":
        return new BertProcessing_default(config);
      case "RobertaProcessing":
        return new RobertaProcessing_default(config);
      case "Sequence":
        return new Sequence_default3(config);
      default:
        throw new Error(`Unknown PostProcessor type: ${config.type}`);
    }
  }
  var create_post_processor_default = create_post_processor;
  var Decoder = class extends Callable_default {
    /**
     * Creates an instance of `Decoder`.
     * @param config The configuration object.
     **/
    constructor(config) {
      super();
      this.config = config;
      this.added_tokens = [];
      this.end_of_word_suffix = null;
      this.trim_offsets = "trim_offsets" in config ? config.trim_offsets : false;
    }
    /**
     * Calls the `decode` method.
     *
     * @param tokens The list of tokens.
     * @returns The decoded string.
     */
    _call(tokens) {
      return this.decode(tokens);
    }
    /**
     * Decodes a list of tokens.
     * @param tokens The list of tokens.
     * @returns The decoded string.
     */
    decode(tokens) {
      return this.decode_chain(tokens).join("");
    }
  };
  var Decoder_default = Decoder;
  var ByteLevel3 = class extends Decoder_default {
    /**
     * Create a `ByteLevelDecoder` object.
     */
    constructor(config) {
      super(config);
      this.byte_decoder = UNICODE_TO_BYTES;
      this.text_decoder = new TextDecoder("utf-8", {
        fatal: false,
        // eslint-disable-next-line @typescript-eslint/naming-convention
        ignoreBOM: true
      });
      this.end_of_word_suffix = null;
    }
    /**
     * Convert an array of tokens to string by decoding each byte.
     * @param tokens Array of tokens to be decoded.
     * @returns The decoded string.
     */
    convert_tokens_to_string(tokens) {
      const text = tokens.join("");
      const byte_array = new Uint8Array(
        [...text].map((c) => this.byte_decoder[c])
      );
      return this.text_decoder.decode(byte_array);
    }
    decode_chain(tokens) {
      const sub_texts = [];
      let current_sub_text = [];
      for (const token of tokens) {
        if (this.added_tokens.find((x) => x.content === token) !== void 0) {
          if (current_sub_text.length > 0) {
            sub_texts.push(this.convert_tokens_to_string(current_sub_text));
            current_sub_text = [];
          }
          sub_texts.push(token);
        } else {
          current_sub_text.push(token);
        }
      }
      if (current_sub_text.length > 0) {
        sub_texts.push(this.convert_tokens_to_string(current_sub_text));
      }
      return sub_texts;
    }
  };
  var ByteLevel_default3 = ByteLevel3;
  var WordPiece = class extends Decoder_default {
    /**
     * Creates a new instance of WordPieceDecoder.
     * @param config The configuration object.
     */
    constructor(config) {
      super(config);
      this.cleanup = config.cleanup;
    }
    decode_chain(tokens) {
      return tokens.map((token, i) => {
        if (i !== 0) {
          const prefix = this.config.prefix;
          if (prefix && token.startsWith(prefix)) {
            token = token.replace(prefix, "");
          } else {
            token = " " + token;
          }
        }
        if (this.cleanup) {
          token = clean_up_tokenization(token);
        }
        return token;
      });
    }
  };
  var WordPiece_default2 = WordPiece;
  var Metaspace2 = class extends Decoder_default {
    /**
     * Constructs a new MetaspaceDecoder object.
     * @param config The configuration object for the MetaspaceDecoder.
     */
    constructor(config) {
      super(config);
      this.replacement = config.replacement ?? "▁";
    }
    decode_chain(tokens) {
      const result = [];
      for (let i = 0; i < tokens.length; ++i) {
        let normalized = tokens[i].replaceAll(this.replacement, " ");
        if (i == 0 && normalized.startsWith(" ")) {
          normalized = normalized.substring(1);
        }
        result.push(normalized);
      }
      return result;
    }
  };
  var Metaspace_default2 = Metaspace2;
  var BPE2 = class extends Decoder_default {
    constructor(config) {
      super(config);
      this.suffix = config.suffix ?? "";
    }
    decode_chain(tokens) {
      return tokens.map((token, i) => {
        return token.replaceAll(this.suffix, i === tokens.length - 1 ? "" : " ");
      });
    }
  };
  var BPE_default2 = BPE2;
  var CTC = class extends Decoder_default {
    constructor(config) {
      super(config);
      this.pad_token = config.pad_token ?? "";
      this.word_delimiter_token = config.word_delimiter_token ?? "";
      this.cleanup = config.cleanup;
    }
    /**
     * Converts a connectionist-temporal-classification (CTC) output tokens into a single string.
     * @param tokens Array of tokens to be decoded.
     * @returns The decoded string.
     */
    convert_tokens_to_string(tokens) {
      if (tokens.length === 0) return "";
      const grouped_tokens = [tokens[0]];
      for (let i = 1; i < tokens.length; ++i) {
        if (tokens[i] !== grouped_tokens.at(-1)) {
          grouped_tokens.push(tokens[i]);
        }
      }
      const filtered_tokens = grouped_tokens.filter(
        (token) => token !== this.pad_token
      );
      let text = filtered_tokens.join("");
      if (this.cleanup) {
        text = clean_up_tokenization(text).replaceAll(this.word_delimiter_token, " ").trim();
      }
      return text;
    }
    decode_chain(tokens) {
      return [this.convert_tokens_to_string(tokens)];
    }
  };
  var CTC_default = CTC;
  var Sequence4 = class extends Decoder_default {
    /**
     * Creates a new instance of DecoderSequence.
     * @param config The configuration object.
     */
    constructor(config) {
      super(config);
      this.decoders = (config.decoders ?? []).map((x) => create_decoder_default(x));
    }
    decode_chain(tokens) {
      return this.decoders.reduce((toks, decoder) => {
        return decoder.decode_chain(toks);
      }, tokens);
    }
  };
  var Sequence_default4 = Sequence4;
  var Replace3 = class extends Decoder_default {
    /**
     * @param config The configuration object for the decoder.
     */
    constructor(config) {
      super(config);
      this.pattern = create_pattern(this.config.pattern);
    }
    decode_chain(tokens) {
      const content = this.config.content ?? "";
      const pattern = this.pattern;
      return pattern === null ? tokens : tokens.map((token) => token.replaceAll(pattern, content));
    }
  };
  var Replace_default3 = Replace3;
  var Fuse = class extends Decoder_default {
    decode_chain(tokens) {
      return [tokens.join("")];
    }
  };
  var Fuse_default = Fuse;
  var Strip2 = class extends Decoder_default {
    constructor(config) {
      super(config);
      this.content = config.content ?? "";
      this.start = config.start ?? 0;
      this.stop = config.stop ?? 0;
    }
    decode_chain(tokens) {
      return tokens.map((token) => {
        let start_cut = 0;
        for (let i = 0; i < this.start; ++i) {
          if (token[i] === this.content) {
            start_cut = i + 1;
            continue;
          } else {
            break;
          }
        }
        let stop_cut = token.length;
        for (let i = 0; i < this.stop; ++i) {
          const index = token.length - i - 1;
          if (token[index] === this.content) {
            stop_cut = index;
            continue;
          } else {
            break;
          }
        }
        return token.slice(start_cut, stop_cut);
      });
    }
  };
  var Strip_default2 = Strip2;
  var ByteFallback = class extends Decoder_default {
    constructor(config) {
      super(config);
      this.text_decoder = new TextDecoder();
    }
    decode_chain(tokens) {
      const new_tokens = [];
      let previous_byte_tokens = [];
      for (const token of tokens) {
        let bytes = null;
        if (token.length === 6 && token.startsWith("<0x") && token.endsWith(">")) {
          const byte = parseInt(token.slice(3, 5), 16);
          if (!isNaN(byte)) {
            bytes = byte;
          }
        }
        if (bytes !== null) {
          previous_byte_tokens.push(bytes);
        } else {
          if (previous_byte_tokens.length > 0) {
            const string = this.text_decoder.decode(
              Uint8Array.from(previous_byte_tokens)
            );
            new_tokens.push(string);
            previous_byte_tokens = [];
          }
          new_tokens.push(token);
        }
      }
      if (previous_byte_tokens.length > 0) {
        const string = this.text_decoder.decode(
          Uint8Array.from(previous_byte_tokens)
        );
        new_tokens.push(string);
        previous_byte_tokens = [];
      }
      return new_tokens;
    }
  };
  var ByteFallback_default = ByteFallback;
  function create_decoder(config) {
    if (config === null) return null;
    switch (config.type) {
      case "ByteLevel":
        return new ByteLevel_default3(config);
      case "WordPiece":
        return new WordPiece_default2(config);
      case "Metaspace":
        return new Metaspace_default2(config);
      case "BPEDecoder":
        return new BPE_default2(config);
      case "CTC":
        return new CTC_default(config);
      case "Sequence":
        return new Sequence_default4(config);
      case "Replace":
        return new Replace_default3(config);
      case "Fuse":
        return new Fuse_default(config);
      case "Strip":
        return new Strip_default2(config);
      case "ByteFallback":
        return new ByteFallback_default(config);
      default:
        throw new Error(`Unknown Decoder type: ${config.type}`);
    }
  }
  var create_decoder_default = create_decoder;
  var Tokenizer = class {
    constructor(tokenizer, config) {
      const tokenizer_error = validate_object(tokenizer, "Tokenizer", [
        "model",
        "decoder",
        "post_processor",
        "pre_tokenizer",
        "normalizer"
      ]);
      if (tokenizer_error) {
        throw new Error(tokenizer_error);
      }
      const config_error = validate_object(config, "Config");
      if (config_error) {
        throw new Error(config_error);
      }
      this.tokenizer = tokenizer;
      this.config = config;
      this.normalizer = create_normalizer_default(this.tokenizer.normalizer);
      this.pre_tokenizer = create_pre_tokenizer_default(this.tokenizer.pre_tokenizer);
      this.model = create_tokenizer_model_default(this.tokenizer.model, this.config);
      this.post_processor = create_post_processor_default(this.tokenizer.post_processor);
      this.decoder = create_decoder_default(this.tokenizer.decoder);
      this.special_tokens = [];
      this.all_special_ids = [];
      this.added_tokens = [];
      const unnormalized_contents = [];
      const normalized_contents = [];
      this.added_tokens_map = /* @__PURE__ */ new Map();
      for (const added_token of this.tokenizer.added_tokens) {
        const token = new AddedToken_default(added_token);
        this.added_tokens.push(token);
        this.model.tokens_to_ids.set(token.content, token.id);
        this.model.vocab[token.id] = token.content;
        if (token.special) {
          this.special_tokens.push(token.content);
          this.all_special_ids.push(token.id);
        }
        this.added_tokens_map.set(token.content, token);
        if (token.normalized && this.normalizer !== null) {
          const normalized_content = this.normalizer(token.content);
          normalized_contents.push(normalized_content);
          this.added_tokens_map.set(normalized_content, token);
        } else {
          unnormalized_contents.push(token.content);
        }
      }
      (this.config.additional_special_tokens ?? []).forEach((token) => {
        if (!this.special_tokens.includes(token)) this.special_tokens.push(token);
      });
      if (this.decoder) {
        this.decoder.added_tokens = this.added_tokens;
        this.decoder.end_of_word_suffix = this.model.end_of_word_suffix;
      }
      this.splitter_unnormalized = new DictionarySplitter_default(unnormalized_contents);
      this.splitter_normalized = new DictionarySplitter_default(normalized_contents);
      this.remove_space = this.config.remove_space;
      this.clean_up_tokenization_spaces = this.config.clean_up_tokenization_spaces ?? true;
      this.do_lowercase_and_remove_accent = this.config.do_lowercase_and_remove_accent ?? false;
    }
    // Implementation
    encode(text, {
      text_pair = null,
      add_special_tokens = true,
      return_token_type_ids = null
    } = {}) {
      const { tokens, token_type_ids } = this.tokenize_helper(text, {
        text_pair,
        add_special_tokens
      });
      const input_ids = tokens.map(
        (t) => this.added_tokens_map.get(t)?.id ?? this.model.tokens_to_ids.get(t) ?? this.model.unk_token_id
      );
      const result = {
        ids: input_ids,
        tokens,
        attention_mask: new Array(input_ids.length).fill(1)
      };
      if (return_token_type_ids && token_type_ids) {
        result.token_type_ids = token_type_ids;
      }
      return result;
    }
    decode(token_ids, options = {}) {
      if (!Array.isArray(token_ids) || token_ids.length === 0 || !is_integral_number(token_ids[0])) {
        throw Error("token_ids must be a non-empty array of integers.");
      }
      let tokens = token_ids.map(
        (i) => this.model.vocab[Number(i)] ?? this.model.unk_token
      );
      if (options.skip_special_tokens) {
        tokens = tokens.filter((x) => !this.special_tokens.includes(x));
      }
      let decoded = this.decoder ? this.decoder(tokens) : tokens.join(" ");
      if (this.decoder && this.decoder.end_of_word_suffix) {
        decoded = decoded.replaceAll(this.decoder.end_of_word_suffix, " ");
        if (options.skip_special_tokens) {
          decoded = decoded.trim();
        }
      }
      if (options.clean_up_tokenization_spaces ?? this.clean_up_tokenization_spaces) {
        decoded = clean_up_tokenization(decoded);
      }
      return decoded;
    }
    /**
     * Converts a string into a sequence of tokens.
     * @param text The sequence to be encoded.
     * @param options An optional object containing the following properties:
     * @returns The list of tokens.
     */
    tokenize(text, { text_pair = null, add_special_tokens = false } = {}) {
      return this.tokenize_helper(text, { text_pair, add_special_tokens }).tokens;
    }
    encode_text(text) {
      if (text === null) {
        return null;
      }
      const sections = this.splitter_unnormalized.split(text);
      sections.forEach((section, i) => {
        const added_token = this.added_tokens_map.get(section);
        if (added_token) {
          if (added_token.lstrip && i > 0) {
            sections[i - 1] = sections[i - 1].trimEnd();
          }
          if (added_token.rstrip && i < sections.length - 1) {
            sections[i + 1] = sections[i + 1].trimStart();
          }
        }
      });
      return sections.flatMap((processed_text, section_index) => {
        if (processed_text.length === 0) {
          return [];
        }
        if (this.added_tokens_map.has(processed_text)) {
          return [processed_text];
        }
        if (this.remove_space === true) {
          processed_text = processed_text.trim().split(/\s+/).join(" ");
        }
        if (this.do_lowercase_and_remove_accent) {
          processed_text = lowercase_and_remove_accents(processed_text);
        }
        if (this.normalizer !== null) {
          processed_text = this.normalizer(processed_text);
        }
        if (processed_text.length === 0) {
          return [];
        }
        const subsections = this.splitter_normalized.split(processed_text);
        subsections.forEach((subsection, j) => {
          const added_token = this.added_tokens_map.get(subsection);
          if (added_token) {
            if (added_token.lstrip && j > 0) {
              subsections[j - 1] = subsections[j - 1].trimEnd();
            }
            if (added_token.rstrip && j < subsections.length - 1) {
              subsections[j + 1] = subsections[j + 1].trimStart();
            }
          }
        });
        return subsections.flatMap((subsection) => {
          if (subsection.length === 0) {
            return [];
          }
          if (this.added_tokens_map.has(subsection)) {
            return [subsection];
          }
          const section_tokens = this.pre_tokenizer !== null ? this.pre_tokenizer(subsection, {
            section_index
          }) : [subsection];
          return this.model(section_tokens);
        });
      });
    }
    tokenize_helper(text, { text_pair = null, add_special_tokens = true }) {
      const tokens1 = this.encode_text(text);
      const tokens2 = this.encode_text(text_pair || null);
      return this.post_processor ? this.post_processor(tokens1, tokens2, add_special_tokens) : { tokens: merge_arrays(tokens1 ?? [], tokens2 ?? []) };
    }
    /**
     * Converts a token string to its corresponding token ID.
     * @param token The token string to convert.
     * @returns The token ID, or undefined if the token is not in the vocabulary.
     */
    token_to_id(token) {
      return this.model.tokens_to_ids.get(token);
    }
    /**
     * Converts a token ID to its corresponding token string.
     * @param id The token ID to convert.
     * @returns The token string, or undefined if the ID is not in the vocabulary.
     */
    id_to_token(id) {
      return this.model.vocab[id];
    }
    /**
     * Returns a mapping of token IDs to AddedToken objects for all added tokens.
     * @returns A Map where keys are token IDs and values are AddedToken objects.
     */
    get_added_tokens_decoder() {
      const decoder = /* @__PURE__ */ new Map();
      for (const token of this.added_tokens) {
        decoder.set(token.id, token);
      }
      return decoder;
    }
    /**
     * Get the underlying vocabulary
     * @param with_added_tokens Whether to include the added tokens
     * @returns The vocabulary
     */
    get_vocab(with_added_tokens = true) {
      const vocab = /* @__PURE__ */ new Map();
      for (let i = 0; i < this.model.vocab.length; ++i) {
        const token = this.model.vocab[i];
        if (with_added_tokens || !this.added_tokens_map.has(token)) {
          vocab.set(token, i);
        }
      }
      return vocab;
    }
  };
  var Tokenizer_default = Tokenizer;

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

  // src/pieces/bert.ts
  var HAN = /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
  var DROPPED = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu;
  var PUNCTUATION = "!-/:-@\\[-`{-~\\p{P}";
  var WORDS = new RegExp(`[${PUNCTUATION}]|[^\\p{White_Space}${PUNCTUATION}]+`, "gu");
  function normalizeBert(text, asked) {
    let done = text;
    if (asked.clean_text) done = done.replace(DROPPED, "").replace(new RegExp("\\p{White_Space}", "gu"), " ");
    if (asked.handle_chinese_chars) done = done.replace(HAN, " $& ");
    if (asked.strip_accents ?? asked.lowercase) done = done.normalize("NFD").replace(new RegExp("\\p{Mn}", "gu"), "");
    return asked.lowercase ? Array.from(done, (letter) => letter.toLowerCase()).join("") : done;
  }
  function splitBert(text) {
    return text.match(WORDS) ?? [];
  }

  // src/pieces/strangers.ts
  var STEPS = `
oo 1 7 3 8 0 2 0 l 0 b2 0 13 1 1f 1 4 0 1k 7 s 3 7 a u 0 6p 0 1p 1 2u d 1o 2 1d 1 g 0 t 1 2 0 c 4 x f 17 o
4i 0 9 1 3 1 n 0 8 0 2 2 5 1 a 1 3 1 5 7 2 3 3 0 6 1 o 3 4 0 7 3 3 1 n 0 8 0 3 0 3 0 3 1 2 0 6 3 3 1 4 2 2 6
5 0 2 6 h a 4 0 a 0 4 0 n 0 8 0 3 0 6 1 b 0 4 0 4 1 2 e 5 1 d 6 2 6 4 0 9 1 3 1 n 0 8 0 3 0 6 1 a 1 3 1 4 7
3 3 3 0 6 1 j 9 3 0 7 2 4 0 5 2 3 0 2 0 3 2 3 2 4 2 d 3 6 2 4 0 5 1 2 5 2 d m 4 5 0 9 0 4 0 o 0 h 2 9 0 4 0
5 6 3 0 4 0 3 1 5 1 b 7 d 0 9 0 4 0 o 0 b 0 6 1 a 0 4 0 5 6 3 4 4 0 5 1 b 0 4 c d 0 4 0 16 1 9 0 4 0 7 3 h 1
r 1 3 0 j 2 p 0 a 0 2 1 8 2 2 3 7 0 2 0 9 5 b 1 4 b 1n 3 u 10 3 0 2 0 6 0 p 0 2 0 k 0 4 1 6 0 2 0 7 1 b 1 5
v 21 0 11 3 14 0 11 0 g 0 e 10 5j 0 2 4 2 1 ai 0 5 1 8 0 2 0 5 1 16 0 5 1 y 0 5 1 8 0 2 0 5 1 g 0 1m 0 5 1
1w 1 x 2 r 5 2f 1 7 1 ha 0 1c 2 2i 6 m 9 m 0 3 8 l b e 0 4 0 3 b 2n 1 b 5 b 5 g 0 b 5 2i 6 6 1 11 4 1z 9 w 0
d 3 d 3 2 2 17 1 6 a 19 3 r 5 c 2 1r 1 1u 0 u 1 c 5 b 5 f 1 g 1s 26 2 1a 2 39 7 1p 2 g 2 1r 4 18 1 c 7 18 4
6v 5 7v 1 7 1 13 1 7 1 9 0 2 0 2 0 2 0 w 1 1i 0 g 0 f 1 7 0 k 1 4 0 a 0 2u 0 d 1 s 0 e 2 y e y e 3x 3 ij l c
k 1ed 1 x 0 9q 4 1a 0 2 4 2 1 1l 6 3 d p 8 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 2s c 3 19 r 0 2i b 5z p 29 0 2f 1
2w 4 18 0 2n 0 2f 8 1d 0 68 0 mfi 2 1k 8 9p j 55 7 5r 1 3 0 2 0 9 n 1k 3 b 5 1l 7 1y 8 d 5 w 0 2d a v 2 1q 0
h 0 c 3 y 0 1k 8 f 1 b 1 2w n t 9 7 1 7 1 7 8 8 0 8 0 1m 0 3 3 3j 1 b 5 8md b o 3 1e 3 6sv 1 2z 11 8 b 6 4 r
0 6 0 2 0 3 0 3 0 3i f ce 1 1j 6 2 v 17 5 1g 0 k 0 5 3 6 0 3s 1 2 0 5b 2 7 1 7 1 7 1 4 2 8 0 8 9 6 1 d 0 r 0
k 0 3 0 g 1 f x 3g 4 4 3 1a 2 2h 0 e 2 2 1a 1b 3l u 2 1e e t 3 11 8 v 4 18 4 v 0 12 3 f 15 4f 1 b 5 11 3 11
3 15 7 1h a d 0 g 0 8 0 3 0 c 0 g 0 8 0 3 2 1h b 8o 8 n 9 9 n 2 3i 7 1 2 0 19 0 3 2 2 1 o 0 21 7 a 1b k 0 3
4 y 2 s 4 2 1r 1l 3 l 1 1f 0 3 4 9 0 4 0 u 1 4 3 b 6 a 6 1t v 14 3 d 8 1j 2 u 1 s 4 r 6 5 b 8 27 22 1i 1g c
1g 6 17 b b 5 13 8 o 7 3 5r w 0 17 5 3 f 4 1m 15 7 n a 5 q j 19 t j o 8 27 3 v 0 3 1 2 8 1w d q 6 b 5 1i 0 j
7 14 8 22 0 6 0 h 0 l a j 0 18 0 3 1q 8 0 2 0 5 0 g 0 c 5 1o 4 b 5 5 0 9 1 3 1 n 0 8 0 3 0 6 1 a 1 3 1 4 1 2
5 2 4 8 1 8 2 6 a b 0 2 1 2 0 13 0 5 9 2 0 5 0 3 2 2 0 2 17 1l 7 3 2 2 0 5 4 b 4 4 t 21 7 b 4l 1j 1 13 x 1y
a b 11 1m 6 b 5 l r s 1 2 0 e 3 o 54 1c 8 2 2u 2c b 9 1 2 1 9 0 3 0 v 0 3 5 5 c b 1x 9 1 17 7 5 0 2 0 3 q 2
9 15 5 3 k 2 5 3 2 1b c 2 4 2 h 22 5i y e b 5 a 0 13 d 2 0 2 e u 4 v o 2 6 2 1 2 22 8 0 3 0 13 k 2 8 b 5 7 0
3 0 12 3 3 0 2 0 2 6 b 1h b 6t k 1 3 a g 0 11 7 3 f b 2d 2 e 1f d pn 2t 34 0 6 a 5h 217 2q e tt g 7 o 330 4
g8 5a0 v b 4 2 b 1c5 fu 6 w 0 b 3 2a 0 b 5 v 1 7 9 1z 9 b 0 8 0 m 4 k bz 14 0 6 2 b 5h 2g 2w 24 4 1l 6 i 1r
3 0 2 f 4 8 4qh 7 yf 14 b 6w6 5 0 8 0 3 0 84 e 2 s 4 1 2 d 5 7 b1 1s3 30 4 e 2 a 6 b 1 9 317 5z 15 c5 4b 39
1n 6v 9 14 1 5f k 1z 3d l b l b 2g 8 q 3q 2e 0 20 0 3 1 2 1 3 1 5 0 d 0 2 0 8 0 1u 0 5 1 9 0 8 0 t 0 5 0 6 0
2 2 8 0 9h 1 85 1 jj e 6 0 g un w 5 7 d0 1a 9 8 1 b 3 3 8v v h 19 3 b 4 2 cv t 3 b 5x v 1 c dg 8 0 5 0 3 0 g
0 5i 1 h 14 1x 6 2 3 b ly 1x 23 1q 5d 5 0 s 0 3 0 2 1 2 0 b 0 5 0 2 0 2 5 2 3 2 0 2 0 2 0 4 0 3 0 2 1 2 0 2
0 2 0 2 0 2 0 3 0 2 1 5 0 8 0 5 0 5 0 2 0 b 0 i 4 4 0 6 0 i 1f 3 7h 19 3 2t b g 1 g 0 g 0 12 9 31 0 1u 1j u
c 19 3 a 6 3 d 7 49 rd 3 i 2 e 2 3c 3 2o 5 d 3 2 e d 3 1l 7 b 5 15 7 v 1 d 3 3 1p 9h b f 1 e 2 b 4 1l 6 g 1
c 5 a 6 44 0 2l sv wyp v 3dr 1 4gf 1 5rm e hb 1wh f3 15t 3t8 4 38h f974 2 t 2p 3j 6p 1e6n 1ekf 1 1ekf 1
`;
  var BEGINS = [];
  var ENDS = [];
  STEPS.trim().split(/\s+/).forEach((step, i) => {
    const before = i % 2 === 0 ? ENDS[ENDS.length - 1] ?? 0 : BEGINS[BEGINS.length - 1];
    (i % 2 === 0 ? BEGINS : ENDS).push(before + Number.parseInt(step, 36));
  });
  var HALF = new RegExp("\\p{Cs}", "u");
  var UNKNOWN_HERE = new RegExp("\\p{Cn}", "u");
  var SPACE_TO_ONE = /[\u0085\ufeff]/;
  function strangerIn(text, { tables, strips }) {
    for (const letter of text) {
      if (HALF.test(letter) || tables && isStranger(letter) || strips && SPACE_TO_ONE.test(letter)) return letter;
    }
    return null;
  }
  function isStranger(letter) {
    const code = letter.codePointAt(0);
    if (code < 128) return false;
    let [low, high] = [0, BEGINS.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (BEGINS[middle] <= code) low = middle + 1;
      else high = middle;
    }
    return low > 0 && code <= ENDS[low - 1] || UNKNOWN_HERE.test(letter);
  }

  // src/pieces/carried.ts
  var MAGIC = "LXST";
  var VERSION = 1;
  async function openCarried(text, known) {
    const opened = partsOf(await inflate(fromBase64(text)), MAGIC);
    if (!opened) throw new Error("it is no tokenizer");
    const { header, parts } = opened;
    if (header.version !== VERSION) throw new Error(`it is of version ${header.version}, not ${VERSION}`);
    const tokens = tokensOf(header, known);
    const cutter = cutterOf(header, { ...header.model, ...sectionsOf(header, parts, tokens) });
    return (cut) => {
      const stranger = strangerIn(cut, header);
      return stranger === null ? { ids: cutter(cut), unknown: header.unknown } : { stranger };
    };
  }
  function tokensOf({ outside, rest }, { ids, raw }) {
    const tokens = new Map(rest);
    const without = new Set(outside);
    raw.forEach((token, row) => {
      if (!without.has(ids[row])) tokens.set(ids[row], token);
    });
    return tokens;
  }
  function sectionsOf(header, body, tokens) {
    if (header.scores) {
      const { count: count2, width: width2 } = header.scores;
      const whole2 = fromPlanes(body, count2, width2);
      const scores = width2 === 4 ? new Float32Array(whole2.buffer) : new Float64Array(whole2.buffer);
      return { vocab: Array.from(scores, (score, id) => [tokens.get(id), score]) };
    }
    const vocab = Object.fromEntries(Array.from(tokens, ([id, token]) => [token, id]));
    if (!header.merges) return { vocab };
    const { count, width } = header.merges;
    const whole = fromPlanes(body, 2 * count, width, 4);
    const parts = new Uint32Array(whole.buffer);
    return {
      vocab,
      merges: Array.from({ length: count }, (_, i) => [parts[i], parts[count + i]].map((id) => tokens.get(id)))
    };
  }
  function fromPlanes(planes, count, width, wide = width) {
    if (planes.length !== count * width) throw new Error("it is not whole");
    const whole = new Uint8Array(count * wide);
    for (let plane = 0; plane < width; plane++) {
      for (let i = 0; i < count; i++) whole[i * wide + plane] = planes[plane * count + i];
    }
    return whole;
  }
  function cutterOf(header, model) {
    const { normalizer, pre_tokenizer } = header;
    const ownNormalizer = normalizer.type === "BertNormalizer";
    const split = pre_tokenizer && own2(pre_tokenizer);
    const tokenizer = new Tokenizer_default(
      {
        added_tokens: header.added_tokens,
        normalizer: ownNormalizer ? null : normalizer,
        pre_tokenizer: split ? null : pre_tokenizer,
        model,
        post_processor: null,
        decoder: null
      },
      {}
    );
    const parts = tokenizer;
    if (ownNormalizer) parts.normalizer = (text) => normalizeBert(text, normalizer);
    if (split) parts.pre_tokenizer = split;
    const call = parts.model._call.bind(parts.model);
    parts.model._call = (pieces) => pieces.flatMap((piece) => call([piece]));
    return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
  function own2(step) {
    if (step.type === "BertPreTokenizer") return splitBert;
    if (step.type !== "Metaspace") return null;
    const mark = step.replacement;
    const scheme = step.prepend_scheme;
    return (text, { section_index }) => {
      const marked = text.replaceAll(" ", mark);
      const first = scheme === "always" || scheme === "first" && section_index === 0;
      const whole = first && !marked.startsWith(mark) ? mark + marked : marked;
      return step.split ? whole.split(new RegExp(`(?=${mark})`, "u")).filter((part) => part !== "") : [whole];
    };
  }

  // worker-text:src/pieces/pieces-worker.ts
  var pieces_worker_default = '"use strict";(()=>{var C=self;var Ce=class{constructor(e){this.trie=this._build_trie(e)}_build_trie(e){let t=Object.create(null);for(let r of e){let a=t;for(let n=0;n<r.length;++n){let s=r[n];a=a[s]??=Object.create(null)}a.end=r}return t}split(e){let t=[],r=e.length,a=0,n=0;for(;n<r;){let s=this.trie,o=null,c=n;for(;c<r&&(s=s[e[c]]);)s.end&&(o=s.end),++c;o?(n>a&&t.push(e.slice(a,n)),t.push(o),n+=o.length,a=n):++n}return a<r&&t.push(e.slice(a)),t}},H=Ce,Pe=class{constructor(e){this.content=e.content,this.id=e.id,this.single_word=e.single_word??!1,this.lstrip=e.lstrip??!1,this.rstrip=e.rstrip??!1,this.special=e.special??!1,this.normalized=e.normalized??!this.special}},Oe=Pe,re=(e,t)=>{try{return new RegExp(e,t)}catch(r){if(!(r instanceof SyntaxError))throw r;let a=new Map,n=e.replace(/(\\\\[pP])\\{([^}=]+)\\}/g,(s,o,c,i)=>{let d=0;for(let f=i-1;f>=0&&e[f]==="\\\\";--f)++d;if(d%2===1)return s;let u=a.get(c);if(u===void 0){try{new RegExp(`\\\\p{${c}}`,"u"),u=c}catch{u=`Script=${c}`}a.set(c,u)}return`${o}{${u}}`});if(n===e)throw r;try{return new RegExp(n,t)}catch{throw r}}},F=e=>e.replace(/ \\./g,".").replace(/ \\?/g,"?").replace(/ \\!/g,"!").replace(/ ,/g,",").replace(/ \\\' /g,"\'").replace(/ n\'t/g,"n\'t").replace(/ \'m/g,"\'m").replace(/ \'s/g,"\'s").replace(/ \'ve/g,"\'ve").replace(/ \'re/g,"\'re"),L=(e,t=!0)=>{if(e.Regex!==void 0){let r=Ve(Ke(e.Regex));return re(r,"gu")}else if(e.String!==void 0){let r=Ze(e.String);return new RegExp(t?r:`(${r})`,"gu")}else return console.warn("Unknown pattern type:",e),null},S="\\\\p{Alphabetic}\\\\p{M}\\\\p{Nd}\\\\p{Pc}",ae=`${S}\\\\u00B2\\\\u00B3\\\\u00B9\\\\u00BC-\\\\u00BE`,y=`[${ae}]`,ne=`[^${ae}]`,Ue=`(?:(?<!${y})(?=${y})|(?<=${y})(?!${y}))`,Le=`(?:(?<!${y})(?!${y})|(?<=${y})(?=${y}))`,De="(?:(?<![\\\\s\\\\S])|(?<=\\\\n))",Ie="(?:(?=\\\\n)|(?![\\\\s\\\\S]))",z="0-9A-Fa-f",Be=new Map([["A","(?<![\\\\s\\\\S])"],["z","(?![\\\\s\\\\S])"],["Z","(?=\\\\n?(?![\\\\s\\\\S]))"],["h",`[${z}]`],["H",`[^${z}]`],["w",y],["W",ne],["d","\\\\p{Nd}"],["D","\\\\P{Nd}"],["s","\\\\p{White_Space}"],["S","\\\\P{White_Space}"],["b",Ue],["B",Le],["a","\\\\x07"],["e","\\\\x1B"]]),Me=new Map([["h",z],["w",S],["d","\\\\p{Nd}"],["D","\\\\P{Nd}"],["s","\\\\p{White_Space}"],["S","\\\\P{White_Space}"],["a","\\\\x07"],["e","\\\\x1B"]]),Fe=new Map([["W",`[^${S}]`],["H",`[^${z}]`]]),se=new Map([[`\n`,"\\\\n"],["\\r","\\\\r"],["	","\\\\t"],["\\f","\\\\f"],["\\v","\\\\v"]]),$e=new Map([["alpha","\\\\p{Alphabetic}"],["alnum","\\\\p{Alphabetic}\\\\p{Nd}"],["digit","\\\\p{Nd}"],["lower","\\\\p{Lowercase}"],["upper","\\\\p{Uppercase}"],["space","\\\\p{White_Space}"],["blank","\\\\t\\\\p{Zs}"],["punct","\\\\p{P}\\\\p{S}"],["cntrl","\\\\p{Cc}"],["word",S],["xdigit",z]]),ce="^$\\\\.*+?()[]{}|/",We=/^\\(\\?(?:<[=!]|<[A-Za-z_][A-Za-z0-9_]*>|[:=!>])/,oe=/^\\\\([pPxu])\\{([^}]*)\\}/,je=/^\\{(\\d+(?:,\\d*)?|,\\d+)\\}/,Ge=new RegExp("^\\\\[:(\\\\^?)(\\\\p{Alphabetic}+):\\\\]","u"),qe=/^\\[:\\^:\\]/,He=/^\\[(?:\\.[^\\]]*\\.\\]|=[^\\]]*=\\])/,ie=/^(?:\\\\x[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\c[A-Za-z])/,de=e=>e>="A"&&e<="Z"||e>="a"&&e<="z",P=(e,t)=>String.fromCodePoint(e.codePointAt(t)),K=e=>{if(!/^[0-9A-Fa-f]{1,8}$/.test(e))return null;let t=Number.parseInt(e,16);if(t>127)return null;let r=String.fromCharCode(t);return de(r)?`[${r.toLowerCase()}${r.toUpperCase()}]`:null},Ke=e=>e.replace(/\\[\\^\\(\\\\s\\|\\[([^\\]]+)\\]\\)\\]/g,"[^()|\\\\s$1]"),ue="[\\\\s\\\\S]",X=256,Y=()=>({fragment:"",alternatives:[],tail:null,contains_complex_set:!1}),$=e=>{throw new SyntaxError(`Unsupported range with a set-valued character-class operand at index ${e}`)},O=(e,t,r,a=!0)=>{e.tail==="range"&&$(r),e.alternatives.push(t),e.tail="set",e.contains_complex_set=e.contains_complex_set||a},A=(e,t,r=!1,a=-1)=>{if(r&&e.tail==="range"&&$(a),e.tail==="range"){e.fragment+=t,e.tail="complete_range";return}e.fragment+=t,e.tail=r?"set":"scalar",e.contains_complex_set=e.contains_complex_set||r},Xe=(e,t,r)=>{let a=oe.exec(e.slice(t));if(a){let[h,b,l]=a;if(b==="P"&&l==="Word")O(r,`[^${S}]`,t);else{let _=b==="x"?`\\\\u{${l}}`:b==="p"&&l==="Word"?S:h;A(r,_,b==="p"||b==="P",t)}return t+h.length}let n=ie.exec(e.slice(t));if(n)return A(r,n[0]),t+n[0].length;if(t+1>=e.length)throw new SyntaxError(`Unterminated escape in character class at index ${t}`);let s=P(e,t+1),o=t+1+s.length,c=se.get(s);if(c!==void 0)return A(r,c),o;let i=Fe.get(s);if(i!==void 0)return O(r,i,t),o;let d=Me.get(s),u,f=!1;return d!==void 0?(u=d,f=s!=="a"&&s!=="e"):/[A-Za-z0-9]/.test(s)?u=`\\\\${s}`:ce.includes(s)||s==="-"?u=`\\\\${s}`:u=s,A(r,u,f,t),o},fe=e=>e.length===1?e[0]:`(?:(?=(?:${e.join("|")}))${ue})`,V=e=>{let t=e.fragment.length===0?e.alternatives:[`[${e.fragment}]`,...e.alternatives];return fe(t)},Ye=e=>{let t=re(`^(?:${e})$`,"u"),r="";for(let a=0;a<26;++a){let n=String.fromCharCode(65+a),s=String.fromCharCode(97+a),o=t.test(n),c=t.test(s);o!==c&&(r+=o?s:n)}return r},le=(e,t,r,a=!0,n=1)=>{if(n>X)throw new SyntaxError(`Maximum character-class nesting depth of ${X} exceeded at index ${t}`);let s=t+1,o=e[s]==="^";o&&++s;let c=s,i=[Y()],d=i[0],u=!1;for(;s<e.length;){let f=P(e,s);if(f==="\\\\"){s=Xe(e,s,d);continue}if(f==="]"){if(s===c){A(d,"\\\\]"),++s;continue}if(d.tail===null)throw i.length>1?new SyntaxError(`Malformed character-class intersection with an empty operand at index ${s}`):new SyntaxError(`Empty character class at index ${t}`);let h=i.some(m=>m.contains_complex_set);if(o&&i.length>1&&u)throw new SyntaxError(`Unsupported outer-negated character-class intersection with a nested negated class containing a Unicode property, POSIX class, or shorthand at index ${t}`);let b=V(i[0]),l=b;if(i.length>1){let m="";for(let E=1;E<i.length;++E)m+=`(?=${V(i[E])})`;l=`(?:${m}${b})`}let _=i.length===1&&d.alternatives.length===0,p=d.fragment;if(r&&a){let m=Ye(l);m.length>0&&(_?(p+=m,l=`[${p}]`):l=fe([l,`[${m}]`]))}return{atom:o?_?`[^${p}]`:`(?:(?!${l})${ue})`:l,end:s+1,negated:o,contains_complex_set:h,contains_nested_negated_complex_set:u}}if(e.startsWith("&&",s)){if(d.tail===null)throw new SyntaxError(`Malformed character-class intersection with an empty operand at index ${s}`);d=Y(),i.push(d),s+=2;continue}if(f==="["){let h=e.slice(s);if(qe.test(h))throw new SyntaxError(`Malformed empty negated POSIX character class at index ${s}`);let b=Ge.exec(h);if(b){let[,_,p]=b,x=$e.get(p);if(x===void 0)throw new SyntaxError(`Unsupported POSIX character class "${p}" at index ${s}`);if(r&&_&&(p==="lower"||p==="upper"))throw new SyntaxError(`Unsupported negated POSIX ${p} class inside an inline case-insensitive group`);_?O(d,`[^${x}]`,s):A(d,x,!0,s),s+=b[0].length;continue}if(He.test(h))throw new SyntaxError(`Unsupported POSIX collating or equivalence bracket expression at index ${s}`);let l=le(e,s,r,!1,n+1);O(d,l.atom,s,l.contains_complex_set),u||=l.contains_nested_negated_complex_set||l.negated&&l.contains_complex_set,s=l.end;continue}if(f==="-"){let h=e[s+1]==="]"||e.startsWith("&&",s+1);d.tail==="set"&&!h&&$(s),d.tail===null||d.tail==="range"||d.tail==="complete_range"||h?A(d,"\\\\-"):(d.fragment+="-",d.tail="range"),++s;continue}A(d,f==="^"&&d.fragment.length===0?"\\\\^":f),s+=f.length}throw new SyntaxError(`${i.length>1?"Unterminated character-class intersection":"Unterminated character class"} at index ${t}`)},Ve=e=>{let t="",r=-1,a=!1,n=!1,s=[],o=c=>{r=t.length,t+=c,a=!1};for(let c=0;c<e.length;){let i=P(e,c);if(i==="\\\\"){let d=oe.exec(e.slice(c));if(d){let[_,p,x]=d,m=_;if(p==="x"){let E=`\\\\u{${x}}`;m=n?K(x)??E:E}else x==="Word"&&(m=p==="p"?y:ne);o(m),c+=_.length;continue}let u=ie.exec(e.slice(c));if(u){let _=u[0],p=n&&_[1]!=="c"?K(_.slice(2))??_:_;o(p),c+=_.length;continue}if(c+1>=e.length){t+=i;break}let f=P(e,c+1);if(c+=1+f.length,f==="G")continue;let h=se.get(f);if(h!==void 0){o(h);continue}let b=Be.get(f),l;b!==void 0?l=b:/[A-Za-z0-9]/.test(f)?l=`\\\\${f}`:ce.includes(f)?l=`\\\\${f}`:l=f,o(l);continue}switch(i){case"[":{let d=le(e,c,n);o(d.atom),c=d.end;continue}case"]":o("\\\\]"),++c;continue;case".":o("[^\\\\n]"),++c;continue;case"^":o(De),++c;continue;case"$":o(Ie),++c;continue;case"(":{let d=e.startsWith("(?i:",c),u=d?"(?i:":We.exec(e.slice(c))?.[0]??"(",f=d||u==="(?>"?"(?:":u;s.push([t.length,n]),d&&(n=!0),t+=f,a=!1,c+=u.length;continue}case")":t+=i,[r,n]=s.pop()??[-1,!1],a=!1,++c;continue;case"|":t+=i,r=-1,a=!1,++c;continue;case"{":{let d=je.exec(e.slice(c));if(!d||r<0){o("\\\\{"),++c;continue}let u=d[1].startsWith(",")?`0${d[1]}`:d[1];c+=d[0].length;let f=e[c];f==="+"||f==="*"?(t=`${t.slice(0,r)}(?:${t.slice(r)}{${u}})${f}`,++c):t+=`{${u}}`,a=!0;continue}case"}":o("\\\\}"),++c;continue;case"+":if(a){++c;continue}t+=i,a=!0,++c;continue;case"*":case"?":t+=i,a=!0,++c;continue;default:o(n&&de(i)?`[${i.toLowerCase()}${i.toUpperCase()}]`:i),c+=i.length;continue}}return t},Ze=e=>e.replace(/[.*+?^${}()|[\\]\\\\]/g,"\\\\$&"),Je=(e,t,r)=>{let a=[],n=0;for(;n<e.length;){if(a.push(e[n]),(t.get(e[n])??r)!==r){++n;continue}for(;++n<e.length&&(t.get(e[n])??r)===r;)t.get(a.at(-1))!==r&&(a[a.length-1]+=e[n])}return a},Qe=e=>e>=19968&&e<=40959||e>=13312&&e<=19903||e>=131072&&e<=173791||e>=173824&&e<=177983||e>=177984&&e<=178207||e>=178208&&e<=183983||e>=63744&&e<=64255||e>=194560&&e<=195103,et=e=>Number.isInteger(e)||typeof e=="bigint",tt=e=>{let t=0;for(let r of e)++t;return t},rt=e=>be(e.toLowerCase()),g=(...e)=>Array.prototype.concat.apply([],e),W=e=>new Map(Object.entries(e)),at=(e,t)=>{let r=[],a=0;for(let n of e.matchAll(t)){let s=n[0];a<n.index&&r.push(e.slice(a,n.index)),s.length>0&&r.push(s),a=n.index+s.length}return a<e.length&&r.push(e.slice(a)),r},be=e=>e.replace(new RegExp("\\\\p{M}","gu"),""),Z=(e,t,r=[])=>{if(!e||Array.isArray(e)||typeof e!="object")return`${t} must be a valid object`;for(let a of r)if(!(a in e))return`${t} must contain a "${a}" property`;return null},nt=e=>e.match(/\\S+/g)||[],st=class{constructor(){let e=function(...t){return e._call(...t)};return Object.setPrototypeOf(e,new.target.prototype)}},N=st,ct=class extends N{constructor(e){super(),this.config=e}_call(e){return this.normalize(e)}},k=ct,ot=class extends k{tokenize_chinese_chars(e){let t=[];for(let r=0;r<e.length;++r){let a=e[r],n=a.charCodeAt(0);Qe(n)?(t.push(" "),t.push(a),t.push(" ")):t.push(a)}return t.join("")}strip_accents(e){return e.normalize("NFD").replace(new RegExp("\\\\p{Mn}","gu"),"")}is_control(e){switch(e){case"	":case`\n`:case"\\r":return!1;default:return new RegExp("^\\\\p{Cc}|\\\\p{Cf}|\\\\p{Co}|\\\\p{Cs}$","u").test(e)}}clean_text(e){let t=[];for(let r of e){let a=r.charCodeAt(0);a===0||a===65533||this.is_control(r)||(/^\\s$/.test(r)?t.push(" "):t.push(r))}return t.join("")}normalize(e){return this.config.clean_text&&(e=this.clean_text(e)),this.config.handle_chinese_chars&&(e=this.tokenize_chinese_chars(e)),this.config.lowercase?(e=e.toLowerCase(),this.config.strip_accents!==!1&&(e=this.strip_accents(e))):this.config.strip_accents&&(e=this.strip_accents(e)),e}},it=ot,dt=class extends k{constructor(e){super(e),this.charsmap=e.precompiled_charsmap??null}normalize(e){return e=e.replace(/[\\u0001-\\u0008\\u000B\\u000E-\\u001F\\u007F\\u008F\\u009F]/gm,""),e=e.replace(/[\\u0009\\u000A\\u000C\\u000D\\u00A0\\u1680\\u2000-\\u200F\\u2028\\u2029\\u202F\\u205F\\u2581\\u3000\\uFEFF\\uFFFD]/gm," "),e.includes("～")?e=e.split("～").map(r=>r.normalize("NFKC")).join("～"):e=e.normalize("NFKC"),e}},ut=dt,ft=class extends k{constructor(e){super(e),this.normalizers=(e.normalizers??[]).map(t=>he(t))}normalize(e){return this.normalizers.reduce((t,r)=>r?r.normalize(t):t,e)}},lt=ft,bt=class extends k{constructor(e){super(e),this.pattern=L(this.config.pattern??{})}normalize(e){return this.pattern===null?e:e.replaceAll(this.pattern,this.config.content??"")}},ht=bt,_t=class extends k{constructor(){super(...arguments),this.form="NFC"}normalize(e){return e=e.normalize(this.form),e}},D=_t,pt=class extends D{constructor(){super(...arguments),this.form="NFC"}},mt=pt,gt=class extends D{constructor(){super(...arguments),this.form="NFD"}},wt=gt,yt=class extends D{constructor(){super(...arguments),this.form="NFKC"}},vt=yt,kt=class extends D{constructor(){super(...arguments),this.form="NFKD"}},xt=kt,At=class extends k{normalize(e){return this.config.strip_left&&this.config.strip_right?e=e.trim():(this.config.strip_left&&(e=e.trimStart()),this.config.strip_right&&(e=e.trimEnd())),e}},Et=At,St=class extends k{normalize(e){return be(e)}},zt=St,Nt=class extends k{normalize(e){return e.toLowerCase()}},Tt=Nt,Rt=class extends k{normalize(e){return e=this.config.prepend+e,e}},Ct=Rt;function Pt(e){if(e===null)return null;switch(e.type){case"BertNormalizer":return new it(e);case"Precompiled":return new ut(e);case"Sequence":return new lt(e);case"Replace":return new ht(e);case"NFC":return new mt(e);case"NFD":return new wt(e);case"NFKC":return new vt(e);case"NFKD":return new xt(e);case"Strip":return new Et(e);case"StripAccents":return new zt(e);case"Lowercase":return new Tt(e);case"Prepend":return new Ct(e);default:throw new Error(`Unknown Normalizer type: ${e.type}`)}}var he=Pt,Ot=class extends N{pre_tokenize(e,t){return(Array.isArray(e)?e.map(r=>this.pre_tokenize_text(r,t)):this.pre_tokenize_text(e,t)).flat()}_call(e,t){return this.pre_tokenize(e,t)}},w=Ot,_e=(()=>{let e=[...Array.from({length:94},(n,s)=>s+33),...Array.from({length:12},(n,s)=>s+161),...Array.from({length:82},(n,s)=>s+174)],t=e.slice(),r=0;for(let n=0;n<256;++n)e.includes(n)||(e.push(n),t.push(256+r),r+=1);let a=t.map(n=>String.fromCharCode(n));return Object.fromEntries(e.map((n,s)=>[n,a[s]]))})(),Ut=e=>Object.fromEntries(Object.entries(e).map(([t,r])=>[r,t])),Lt=Ut(_e),U="\\\\p{P}\\\\u0021-\\\\u002F\\\\u003A-\\\\u0040\\\\u005B-\\\\u0060\\\\u007B-\\\\u007E",Dt=class extends w{constructor(e){super(),this.config=e,this.add_prefix_space=this.config.add_prefix_space??!1,this.trim_offsets=this.config.trim_offsets??!1,this.use_regex=this.config.use_regex??!0,this.pattern=new RegExp("\'s|\'t|\'re|\'ve|\'m|\'ll|\'d| ?\\\\p{L}+| ?\\\\p{N}+| ?[^\\\\s\\\\p{L}\\\\p{N}]+|\\\\s+(?!\\\\S)|\\\\s+","gu"),this.byte_encoder=_e,this.text_encoder=new TextEncoder}pre_tokenize_text(e,t){return this.add_prefix_space&&!e.startsWith(" ")&&(e=" "+e),(this.use_regex?e.match(this.pattern)||[]:[e]).map(a=>Array.from(this.text_encoder.encode(a),n=>this.byte_encoder[n]).join(""))}},It=Dt,Bt=class extends w{pre_tokenize_text(e,t){return e.match(/\\w+|[^\\w\\s]+/g)||[]}},Mt=Bt,Ft=class extends w{constructor(e){super(),this.replacement=e.replacement??"▁",this.str_rep=e.str_rep||this.replacement,this.prepend_scheme=e.prepend_scheme??"always"}pre_tokenize_text(e,t){let{section_index:r=void 0}=t??{},a=e.replaceAll(" ",this.str_rep);return!a.startsWith(this.replacement)&&(this.prepend_scheme==="always"||this.prepend_scheme==="first"&&r===0)&&(a=this.str_rep+a),[a]}},$t=Ft,Wt=class extends w{constructor(e){super(),this.config=e,this.pattern=L(this.config.pattern??{},this.config.invert??!0)}pre_tokenize_text(e){return this.pattern===null?[]:this.config.invert?(e.match(this.pattern)||[]).filter(t=>t):this.config.behavior?.toLowerCase()==="removed"?e.split(this.pattern).filter(t=>t):at(e,this.pattern)}},jt=Wt,Gt=class extends w{constructor(e){super(),this.config=e,this.pattern=new RegExp(`[^${U}]+|[${U}]+`,"gu")}pre_tokenize_text(e){return e.match(this.pattern)||[]}},qt=Gt,Ht=class extends w{constructor(e){super(),this.config=e;let t=`[^\\\\d]+|\\\\d${this.config.individual_digits?"":"+"}`;this.pattern=new RegExp(t,"gu")}pre_tokenize_text(e){return e.match(this.pattern)||[]}},Kt=Ht,Xt=class extends w{constructor(){super(),this.pattern=new RegExp(`[^\\\\s${U}]+|[${U}]`,"gu")}pre_tokenize_text(e,t){return e.trim().match(this.pattern)||[]}},Yt=Xt,Vt=class extends w{constructor(e){super(),this.config=e,this.pattern=L(this.config.pattern??{}),this.content=this.config.content??""}pre_tokenize_text(e){return this.pattern===null?[e]:[e.replaceAll(this.pattern,this.config.content??"")]}},Zt=Vt,Jt=class extends w{constructor(e){super(),this.tokenizers=(e.pretokenizers??[]).map(t=>pe(t))}pre_tokenize_text(e,t){return this.tokenizers.reduce((r,a)=>a?a.pre_tokenize(r,t):r,[e])}},Qt=Jt,er=class extends w{pre_tokenize_text(e){return nt(e)}},tr=er,rr=class extends w{constructor(e){super(),this.config=e,this._length=e.length}pre_tokenize_text(e){let t=[];for(let r=0;r<e.length;r+=this._length)t.push(e.slice(r,r+this._length));return t}},ar=rr;function nr(e){if(e===null)return null;switch(e.type){case"BertPreTokenizer":return new Yt;case"Sequence":return new Qt(e);case"Whitespace":return new Mt;case"WhitespaceSplit":return new tr;case"Metaspace":return new $t(e);case"ByteLevel":return new It(e);case"Split":return new jt(e);case"Punctuation":return new qt(e);case"Digits":return new Kt(e);case"Replace":return new Zt(e);case"FixedLength":return new ar(e);default:throw new Error(`Unknown PreTokenizer type: ${e.type}`)}}var pe=nr,sr=class extends N{constructor(e){super(),this.config=e,this.vocab=[],this.tokens_to_ids=new Map,this.unk_token_id=void 0,this.unk_token=void 0,this.end_of_word_suffix=void 0,this.fuse_unk=this.config.fuse_unk??!1}_call(e){let t=this.encode(e);return this.fuse_unk&&(t=Je(t,this.tokens_to_ids,this.unk_token_id)),t}},I=sr,cr=class extends I{constructor(e){super(e),this.max_input_chars_per_word=100,this.tokens_to_ids=W(e.vocab),this.unk_token_id=this.tokens_to_ids.get(e.unk_token),this.unk_token=e.unk_token,this.max_input_chars_per_word=e.max_input_chars_per_word??100,this.vocab=new Array(this.tokens_to_ids.size);for(let[t,r]of this.tokens_to_ids)this.vocab[r]=t}encode(e){let t=[];for(let r of e){let a=[...r];if(a.length>this.max_input_chars_per_word){t.push(this.unk_token);continue}let n=!1,s=0,o=[];for(;s<a.length;){let c=a.length,i=null;for(;s<c;){let d=a.slice(s,c).join("");if(s>0&&(d=this.config.continuing_subword_prefix+d),this.tokens_to_ids.has(d)){i=d;break}--c}if(i===null){n=!0;break}o.push(i),s=c}n?t.push(this.unk_token):t.push(...o)}return t}},J=cr,Q=class me{constructor(t,r){this.is_leaf=t,this.children=r}static default(){return new me(!1,new Map)}},or=class{constructor(){this.root=Q.default()}extend(e){for(let t of e)this.push(t)}push(e){let t=this.root;for(let r of e){let a=t.children.get(r);a===void 0&&(a=Q.default(),t.children.set(r,a)),t=a}t.is_leaf=!0}*common_prefix_search(e,t=0){let r=this.root;if(r===void 0)return;let a="";for(let n=t;n<e.length;++n){let s=e[n];if(a+=s,r=r.children.get(s),r===void 0)return;r.is_leaf&&(yield a)}}},ir=or,M=class ge{constructor(t,r,a,n,s){this.token_id=t,this.node_id=r,this.pos=a,this.length=n,this.score=s,this.prev=null,this.backtrace_score=0}clone(){let t=new ge(this.token_id,this.node_id,this.pos,this.length,this.score);return t.prev=this.prev,t.backtrace_score=this.backtrace_score,t}},dr=class{constructor(e,t,r){this.chars=Array.from(e),this.len=this.chars.length,this.bos_token_id=t,this.eos_token_id=r,this.nodes=[],this.begin_nodes=Array.from({length:this.len+1},()=>[]),this.end_nodes=Array.from({length:this.len+1},()=>[]);let a=new M(this.bos_token_id??0,0,0,0,0),n=new M(this.eos_token_id??0,1,this.len,0,0);this.nodes.push(a.clone()),this.nodes.push(n.clone()),this.begin_nodes[this.len].push(n),this.end_nodes[0].push(a)}insert(e,t,r,a){let n=this.nodes.length,s=new M(a,n,e,t,r);this.begin_nodes[e].push(s),this.end_nodes[e+t].push(s),this.nodes.push(s)}viterbi(){let e=this.len,t=0;for(;t<=e;){if(this.begin_nodes[t].length==0)return[];for(let o of this.begin_nodes[t]){o.prev=null;let c=0,i=null;for(let d of this.end_nodes[t]){let u=d.backtrace_score+o.score;(i===null||u>c)&&(i=d.clone(),c=u)}if(i!==null)o.prev=i,o.backtrace_score=c;else return[]}++t}let r=[],n=this.begin_nodes[e][0].prev;if(n===null)return[];let s=n.clone();for(;s.prev!==null;)r.push(s.clone()),s=s.clone().prev.clone();return r.reverse(),r}piece(e){return this.chars.slice(e.pos,e.pos+e.length).join("")}tokens(){return this.viterbi().map(t=>this.piece(t))}token_ids(){return this.viterbi().map(t=>t.token_id)}},ur=dr;function fr(e){if(e.length===0)throw new Error("Array must not be empty");let t=e[0],r=0;for(let a=1;a<e.length;++a)e[a]<t&&(t=e[a],r=a);return[t,r]}var lr=class extends I{constructor(e,t){super(e);let r=e.vocab.length;this.vocab=new Array(r),this.scores=new Array(r);for(let a=0;a<r;++a)[this.vocab[a],this.scores[a]]=e.vocab[a];this.unk_token_id=e.unk_id,this.unk_token=this.vocab[e.unk_id],this.tokens_to_ids=new Map(this.vocab.map((a,n)=>[a,n])),this.bos_token=" ",this.bos_token_id=this.tokens_to_ids.get(this.bos_token),this.eos_token=t,this.eos_token_id=this.tokens_to_ids.get(this.eos_token),this.unk_token=this.vocab[this.unk_token_id],this.min_score=fr(this.scores)[0],this.unk_score=this.min_score-10,this.scores[this.unk_token_id]=this.unk_score,this.trie=new ir,this.trie.extend(this.vocab),this.fuse_unk=!0}populate_nodes(e){let t=e.chars,r=1,a=0;for(;a<t.length;){let n=!1,s=this.trie.common_prefix_search(t,a);for(let o of s){let c=this.tokens_to_ids.get(o),i=this.scores[c],d=tt(o);e.insert(a,d,i,c),!n&&d===r&&(n=!0)}n||e.insert(a,r,this.unk_score,this.unk_token_id),a+=r}}tokenize(e){let t=new ur(e,this.bos_token_id,this.eos_token_id);return this.populate_nodes(t),t.tokens()}encode(e){let t=[];for(let r of e){let a=this.tokenize(r);t.push(...a)}return t}},ee=lr,br=class{constructor(e=(r,a)=>r>a,t=1/0){this._heap=[],this._comparator=e,this._max_size=t}get size(){return this._heap.length}is_empty(){return this.size===0}peek(){return this._heap[0]}push(...e){return this.extend(e)}extend(e){for(let t of e)if(this.size<this._max_size)this._heap.push(t),this._sift_up();else{let r=this._smallest();this._comparator(t,this._heap[r])&&(this._heap[r]=t,this._sift_up_from(r))}return this.size}pop(){let e=this.peek(),t=this.size-1;return t>0&&this._swap(0,t),this._heap.pop(),this._sift_down(),e}replace(e){let t=this.peek();return this._heap[0]=e,this._sift_down(),t}_parent(e){return(e+1>>>1)-1}_left(e){return(e<<1)+1}_right(e){return e+1<<1}_greater(e,t){return this._comparator(this._heap[e],this._heap[t])}_swap(e,t){let r=this._heap[e];this._heap[e]=this._heap[t],this._heap[t]=r}_sift_up(){this._sift_up_from(this.size-1)}_sift_up_from(e){for(;e>0&&this._greater(e,this._parent(e));)this._swap(e,this._parent(e)),e=this._parent(e)}_sift_down(){let e=0;for(;this._left(e)<this.size&&this._greater(this._left(e),e)||this._right(e)<this.size&&this._greater(this._right(e),e);){let t=this._right(e)<this.size&&this._greater(this._right(e),this._left(e))?this._right(e):this._left(e);this._swap(e,t),e=t}}_smallest(){return 2**Math.floor(Math.log2(this.size))-1}},hr=br,_r=class{constructor(e){this.capacity=e,this.cache=new Map}get(e){if(!this.cache.has(e))return;let t=this.cache.get(e);return this.cache.delete(e),this.cache.set(e,t),t}put(e,t){this.cache.has(e)&&this.cache.delete(e),this.cache.set(e,t),this.cache.size>this.capacity&&this.cache.delete(this.cache.keys().next().value)}clear(){this.cache.clear()}},pr=_r,mr=class extends I{constructor(e){super(e),this.tokens_to_ids=W(e.vocab),this.unk_token_id=this.tokens_to_ids.get(e.unk_token),this.unk_token=e.unk_token,this.vocab=new Array(this.tokens_to_ids.size);for(let[r,a]of this.tokens_to_ids)this.vocab[a]=r;let t=Array.isArray(e.merges[0]);this.merges=t?e.merges:e.merges.map(r=>r.split(" ",2)),this.bpe_ranks=new Map(this.merges.map((r,a)=>[JSON.stringify(r),a])),this.end_of_word_suffix=e.end_of_word_suffix,this.continuing_subword_suffix=e.continuing_subword_suffix??null,this.byte_fallback=this.config.byte_fallback??!1,this.byte_fallback&&(this.text_encoder=new TextEncoder),this.ignore_merges=this.config.ignore_merges??!1,this.max_length_to_cache=256,this.cache_capacity=1e4,this.cache=new pr(this.cache_capacity)}clear_cache(){this.cache.clear()}bpe(e){if(e.length===0)return[];let t=this.cache.get(e);if(t!==void 0)return t;let r=Array.from(e);this.end_of_word_suffix&&(r[r.length-1]+=this.end_of_word_suffix);let a=[];if(r.length>1){let n=new hr((c,i)=>c.score<i.score),s={token:r[0],bias:0,prev:null,next:null},o=s;for(let c=1;c<r.length;++c){let i={bias:c/r.length,token:r[c],prev:o,next:null};o.next=i,this.add_node(n,o),o=i}for(;!n.is_empty();){let c=n.pop();if(c.deleted||!c.next||c.next.deleted)continue;if(c.deleted=!0,c.next.deleted=!0,c.prev){let d={...c.prev};c.prev.deleted=!0,c.prev=d,d.prev?d.prev.next=d:s=d}let i={token:c.token+c.next.token,bias:c.bias,prev:c.prev,next:c.next.next};i.prev?(i.prev.next=i,this.add_node(n,i.prev)):s=i,i.next&&(i.next.prev=i,this.add_node(n,i))}for(let c=s;c!==null;c=c.next)a.push(c.token)}else a=r;if(this.continuing_subword_suffix)for(let n=0;n<a.length-1;++n)a[n]+=this.continuing_subword_suffix;return e.length<this.max_length_to_cache&&this.cache.put(e,a),a}add_node(e,t){let r=this.bpe_ranks.get(JSON.stringify([t.token,t.next.token]));r!==void 0&&(t.score=r+t.bias,e.push(t))}encode(e){let t=[];for(let r of e){if(this.ignore_merges&&this.tokens_to_ids.has(r)){t.push(r);continue}let a=this.bpe(r);for(let n of a)if(this.tokens_to_ids.has(n))t.push(n);else if(this.byte_fallback){let s=Array.from(this.text_encoder.encode(n)).map(o=>`<0x${o.toString(16).toUpperCase().padStart(2,"0")}>`);s.every(o=>this.tokens_to_ids.has(o))?t.push(...s):this.unk_token!=null&&t.push(this.unk_token)}else this.unk_token!=null&&t.push(this.unk_token)}return t}},te=mr,gr=class extends I{constructor(e,t){super(e);let r=e.vocab;this.tokens_to_ids=W(t.target_lang?r[t.target_lang]:r),this.bos_token=t.bos_token,this.bos_token_id=this.tokens_to_ids.get(this.bos_token),this.eos_token=t.eos_token,this.eos_token_id=this.tokens_to_ids.get(this.eos_token),this.pad_token=t.pad_token,this.pad_token_id=this.tokens_to_ids.get(this.pad_token),this.unk_token=t.unk_token,this.unk_token_id=this.tokens_to_ids.get(this.unk_token),this.vocab=new Array(this.tokens_to_ids.size);for(let[a,n]of this.tokens_to_ids)this.vocab[n]=a}encode(e){return e}},wr=gr;function yr(e,t){switch(e.type){case"WordPiece":return new J(e);case"Unigram":return new ee(e,t.eos_token);case"BPE":return new te(e);default:if(e.vocab)return Array.isArray(e.vocab)?new ee(e,t.eos_token):Object.hasOwn(e,"continuing_subword_prefix")&&Object.hasOwn(e,"unk_token")?Object.hasOwn(e,"merges")?new te(e):new J(e):new wr(e,{target_lang:t.target_lang,bos_token:t.bos_token,eos_token:t.eos_token,pad_token:t.pad_token,unk_token:t.unk_token});throw new Error(`Unknown TokenizerModel type: ${e?.type}`)}}var vr=yr,kr=class extends N{constructor(e){super(),this.config=e}_call(e,...t){return this.post_process(e,...t)}},T=kr,xr=class extends T{post_process(e,t=null,r=!0){let a=t===null?this.config.single:this.config.pair,n=[],s=[];for(let o of a)"SpecialToken"in o?r&&(n.push(o.SpecialToken.id),s.push(o.SpecialToken.type_id)):"Sequence"in o&&(o.Sequence.id==="A"?(n=g(n,e),s=g(s,new Array(e.length).fill(o.Sequence.type_id))):o.Sequence.id==="B"&&(n=g(n,t),s=g(s,new Array(t.length).fill(o.Sequence.type_id))));return{tokens:n,token_type_ids:s}}},Ar=xr,Er=class extends T{post_process(e,t=null){return{tokens:e,tokens_pair:t}}},Sr=Er,zr=class extends T{constructor(e){super(e),this.sep=e.sep,this.cls=e.cls}post_process(e,t=null,r=!0){r&&(e=g([this.cls[0]],e,[this.sep[0]]));let a=new Array(e.length).fill(0);if(t){let n=[],s=r?[this.sep[0]]:[];e=g(e,n,t,s),a=g(a,new Array(t.length+n.length+s.length).fill(1))}return{tokens:e,token_type_ids:a}}},Nr=zr,Tr=class extends T{constructor(e){super(e),this.sep=e.sep,this.cls=e.cls}post_process(e,t,r=!0){r&&(e=g([this.cls[0]],e,[this.sep[0]]));let a=new Array(e.length).fill(0);if(t){let n=r?[this.sep[0]]:[],s=r?[this.sep[0]]:[];e=g(e,n,t,s),a=g(a,new Array(t.length+n.length+s.length).fill(1))}return{tokens:e,token_type_ids:a}}},Rr=Tr,Cr=class extends T{constructor(e){super(e),this.processors=(e.processors??[]).map(t=>we(t))}post_process(e,t=null,r=!0){let a={tokens:e,tokens_pair:t};for(let n of this.processors)a=n.post_process(a.tokens,a.tokens_pair,r);return a}},Pr=Cr;function Or(e){if(e===null)return null;switch(e.type){case"TemplateProcessing":return new Ar(e);case"ByteLevel":return new Sr(e);case"BertProcessing":return new Nr(e);case"RobertaProcessing":return new Rr(e);case"Sequence":return new Pr(e);default:throw new Error(`Unknown PostProcessor type: ${e.type}`)}}var we=Or,Ur=class extends N{constructor(e){super(),this.config=e,this.added_tokens=[],this.end_of_word_suffix=null,this.trim_offsets="trim_offsets"in e?e.trim_offsets:!1}_call(e){return this.decode(e)}decode(e){return this.decode_chain(e).join("")}},v=Ur,Lr=class extends v{constructor(e){super(e),this.byte_decoder=Lt,this.text_decoder=new TextDecoder("utf-8",{fatal:!1,ignoreBOM:!0}),this.end_of_word_suffix=null}convert_tokens_to_string(e){let t=e.join(""),r=new Uint8Array([...t].map(a=>this.byte_decoder[a]));return this.text_decoder.decode(r)}decode_chain(e){let t=[],r=[];for(let a of e)this.added_tokens.find(n=>n.content===a)!==void 0?(r.length>0&&(t.push(this.convert_tokens_to_string(r)),r=[]),t.push(a)):r.push(a);return r.length>0&&t.push(this.convert_tokens_to_string(r)),t}},Dr=Lr,Ir=class extends v{constructor(e){super(e),this.cleanup=e.cleanup}decode_chain(e){return e.map((t,r)=>{if(r!==0){let a=this.config.prefix;a&&t.startsWith(a)?t=t.replace(a,""):t=" "+t}return this.cleanup&&(t=F(t)),t})}},Br=Ir,Mr=class extends v{constructor(e){super(e),this.replacement=e.replacement??"▁"}decode_chain(e){let t=[];for(let r=0;r<e.length;++r){let a=e[r].replaceAll(this.replacement," ");r==0&&a.startsWith(" ")&&(a=a.substring(1)),t.push(a)}return t}},Fr=Mr,$r=class extends v{constructor(e){super(e),this.suffix=e.suffix??""}decode_chain(e){return e.map((t,r)=>t.replaceAll(this.suffix,r===e.length-1?"":" "))}},Wr=$r,jr=class extends v{constructor(e){super(e),this.pad_token=e.pad_token??"",this.word_delimiter_token=e.word_delimiter_token??"",this.cleanup=e.cleanup}convert_tokens_to_string(e){if(e.length===0)return"";let t=[e[0]];for(let n=1;n<e.length;++n)e[n]!==t.at(-1)&&t.push(e[n]);let a=t.filter(n=>n!==this.pad_token).join("");return this.cleanup&&(a=F(a).replaceAll(this.word_delimiter_token," ").trim()),a}decode_chain(e){return[this.convert_tokens_to_string(e)]}},Gr=jr,qr=class extends v{constructor(e){super(e),this.decoders=(e.decoders??[]).map(t=>ye(t))}decode_chain(e){return this.decoders.reduce((t,r)=>r.decode_chain(t),e)}},Hr=qr,Kr=class extends v{constructor(e){super(e),this.pattern=L(this.config.pattern)}decode_chain(e){let t=this.config.content??"",r=this.pattern;return r===null?e:e.map(a=>a.replaceAll(r,t))}},Xr=Kr,Yr=class extends v{decode_chain(e){return[e.join("")]}},Vr=Yr,Zr=class extends v{constructor(e){super(e),this.content=e.content??"",this.start=e.start??0,this.stop=e.stop??0}decode_chain(e){return e.map(t=>{let r=0;for(let n=0;n<this.start&&t[n]===this.content;++n){r=n+1;continue}let a=t.length;for(let n=0;n<this.stop;++n){let s=t.length-n-1;if(t[s]===this.content){a=s;continue}else break}return t.slice(r,a)})}},Jr=Zr,Qr=class extends v{constructor(e){super(e),this.text_decoder=new TextDecoder}decode_chain(e){let t=[],r=[];for(let a of e){let n=null;if(a.length===6&&a.startsWith("<0x")&&a.endsWith(">")){let s=parseInt(a.slice(3,5),16);isNaN(s)||(n=s)}if(n!==null)r.push(n);else{if(r.length>0){let s=this.text_decoder.decode(Uint8Array.from(r));t.push(s),r=[]}t.push(a)}}if(r.length>0){let a=this.text_decoder.decode(Uint8Array.from(r));t.push(a),r=[]}return t}},ea=Qr;function ta(e){if(e===null)return null;switch(e.type){case"ByteLevel":return new Dr(e);case"WordPiece":return new Br(e);case"Metaspace":return new Fr(e);case"BPEDecoder":return new Wr(e);case"CTC":return new Gr(e);case"Sequence":return new Hr(e);case"Replace":return new Xr(e);case"Fuse":return new Vr(e);case"Strip":return new Jr(e);case"ByteFallback":return new ea(e);default:throw new Error(`Unknown Decoder type: ${e.type}`)}}var ye=ta,ra=class{constructor(e,t){let r=Z(e,"Tokenizer",["model","decoder","post_processor","pre_tokenizer","normalizer"]);if(r)throw new Error(r);let a=Z(t,"Config");if(a)throw new Error(a);this.tokenizer=e,this.config=t,this.normalizer=he(this.tokenizer.normalizer),this.pre_tokenizer=pe(this.tokenizer.pre_tokenizer),this.model=vr(this.tokenizer.model,this.config),this.post_processor=we(this.tokenizer.post_processor),this.decoder=ye(this.tokenizer.decoder),this.special_tokens=[],this.all_special_ids=[],this.added_tokens=[];let n=[],s=[];this.added_tokens_map=new Map;for(let o of this.tokenizer.added_tokens){let c=new Oe(o);if(this.added_tokens.push(c),this.model.tokens_to_ids.set(c.content,c.id),this.model.vocab[c.id]=c.content,c.special&&(this.special_tokens.push(c.content),this.all_special_ids.push(c.id)),this.added_tokens_map.set(c.content,c),c.normalized&&this.normalizer!==null){let i=this.normalizer(c.content);s.push(i),this.added_tokens_map.set(i,c)}else n.push(c.content)}(this.config.additional_special_tokens??[]).forEach(o=>{this.special_tokens.includes(o)||this.special_tokens.push(o)}),this.decoder&&(this.decoder.added_tokens=this.added_tokens,this.decoder.end_of_word_suffix=this.model.end_of_word_suffix),this.splitter_unnormalized=new H(n),this.splitter_normalized=new H(s),this.remove_space=this.config.remove_space,this.clean_up_tokenization_spaces=this.config.clean_up_tokenization_spaces??!0,this.do_lowercase_and_remove_accent=this.config.do_lowercase_and_remove_accent??!1}encode(e,{text_pair:t=null,add_special_tokens:r=!0,return_token_type_ids:a=null}={}){let{tokens:n,token_type_ids:s}=this.tokenize_helper(e,{text_pair:t,add_special_tokens:r}),o=n.map(i=>this.added_tokens_map.get(i)?.id??this.model.tokens_to_ids.get(i)??this.model.unk_token_id),c={ids:o,tokens:n,attention_mask:new Array(o.length).fill(1)};return a&&s&&(c.token_type_ids=s),c}decode(e,t={}){if(!Array.isArray(e)||e.length===0||!et(e[0]))throw Error("token_ids must be a non-empty array of integers.");let r=e.map(n=>this.model.vocab[Number(n)]??this.model.unk_token);t.skip_special_tokens&&(r=r.filter(n=>!this.special_tokens.includes(n)));let a=this.decoder?this.decoder(r):r.join(" ");return this.decoder&&this.decoder.end_of_word_suffix&&(a=a.replaceAll(this.decoder.end_of_word_suffix," "),t.skip_special_tokens&&(a=a.trim())),(t.clean_up_tokenization_spaces??this.clean_up_tokenization_spaces)&&(a=F(a)),a}tokenize(e,{text_pair:t=null,add_special_tokens:r=!1}={}){return this.tokenize_helper(e,{text_pair:t,add_special_tokens:r}).tokens}encode_text(e){if(e===null)return null;let t=this.splitter_unnormalized.split(e);return t.forEach((r,a)=>{let n=this.added_tokens_map.get(r);n&&(n.lstrip&&a>0&&(t[a-1]=t[a-1].trimEnd()),n.rstrip&&a<t.length-1&&(t[a+1]=t[a+1].trimStart()))}),t.flatMap((r,a)=>{if(r.length===0)return[];if(this.added_tokens_map.has(r))return[r];if(this.remove_space===!0&&(r=r.trim().split(/\\s+/).join(" ")),this.do_lowercase_and_remove_accent&&(r=rt(r)),this.normalizer!==null&&(r=this.normalizer(r)),r.length===0)return[];let n=this.splitter_normalized.split(r);return n.forEach((s,o)=>{let c=this.added_tokens_map.get(s);c&&(c.lstrip&&o>0&&(n[o-1]=n[o-1].trimEnd()),c.rstrip&&o<n.length-1&&(n[o+1]=n[o+1].trimStart()))}),n.flatMap(s=>{if(s.length===0)return[];if(this.added_tokens_map.has(s))return[s];let o=this.pre_tokenizer!==null?this.pre_tokenizer(s,{section_index:a}):[s];return this.model(o)})})}tokenize_helper(e,{text_pair:t=null,add_special_tokens:r=!0}){let a=this.encode_text(e),n=this.encode_text(t||null);return this.post_processor?this.post_processor(a,n,r):{tokens:g(a??[],n??[])}}token_to_id(e){return this.model.tokens_to_ids.get(e)}id_to_token(e){return this.model.vocab[e]}get_added_tokens_decoder(){let e=new Map;for(let t of this.added_tokens)e.set(t.id,t);return e}get_vocab(e=!0){let t=new Map;for(let r=0;r<this.model.vocab.length;++r){let a=this.model.vocab[r];(e||!this.added_tokens_map.has(a))&&t.set(a,r)}return t}},ve=ra;async function j(e){let t=new ReadableStream({start(r){r.enqueue(e),r.close()}});return new Uint8Array(await new Response(t.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer())}function G(e,t){if(String.fromCharCode(...e.subarray(0,4))!==t)return null;let r=8+new DataView(e.buffer).getUint32(4,!0);return{header:JSON.parse(new TextDecoder().decode(e.subarray(8,r))),parts:e.subarray(r)}}var q=class extends Error{};function ke(e){let t;try{t=atob(e)}catch{throw new q("it is not base64")}let r=new Uint8Array(t.length);for(let a=0;a<r.length;a++)r[a]=t.charCodeAt(a);return r}var aa=/[\\u4e00-\\u9fff\\u3400-\\u4dbf\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2b73f}\\u{2b740}-\\u{2b81f}\\u{2b920}-\\u{2ceaf}\\uf900-\\ufaff\\u{2f800}-\\u{2fa1f}]/gu,na=/(?![\\t\\n\\r])[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\ufffd]/gu,xe="!-/:-@\\\\[-`{-~\\\\p{P}",sa=new RegExp(`[${xe}]|[^\\\\p{White_Space}${xe}]+`,"gu");function Ae(e,t){let r=e;return t.clean_text&&(r=r.replace(na,"").replace(new RegExp("\\\\p{White_Space}","gu")," ")),t.handle_chinese_chars&&(r=r.replace(aa," $& ")),(t.strip_accents??t.lowercase)&&(r=r.normalize("NFD").replace(new RegExp("\\\\p{Mn}","gu"),"")),t.lowercase?Array.from(r,a=>a.toLowerCase()).join(""):r}function Ee(e){return e.match(sa)??[]}var ca=`\noo 1 7 3 8 0 2 0 l 0 b2 0 13 1 1f 1 4 0 1k 7 s 3 7 a u 0 6p 0 1p 1 2u d 1o 2 1d 1 g 0 t 1 2 0 c 4 x f 17 o\n4i 0 9 1 3 1 n 0 8 0 2 2 5 1 a 1 3 1 5 7 2 3 3 0 6 1 o 3 4 0 7 3 3 1 n 0 8 0 3 0 3 0 3 1 2 0 6 3 3 1 4 2 2 6\n5 0 2 6 h a 4 0 a 0 4 0 n 0 8 0 3 0 6 1 b 0 4 0 4 1 2 e 5 1 d 6 2 6 4 0 9 1 3 1 n 0 8 0 3 0 6 1 a 1 3 1 4 7\n3 3 3 0 6 1 j 9 3 0 7 2 4 0 5 2 3 0 2 0 3 2 3 2 4 2 d 3 6 2 4 0 5 1 2 5 2 d m 4 5 0 9 0 4 0 o 0 h 2 9 0 4 0\n5 6 3 0 4 0 3 1 5 1 b 7 d 0 9 0 4 0 o 0 b 0 6 1 a 0 4 0 5 6 3 4 4 0 5 1 b 0 4 c d 0 4 0 16 1 9 0 4 0 7 3 h 1\nr 1 3 0 j 2 p 0 a 0 2 1 8 2 2 3 7 0 2 0 9 5 b 1 4 b 1n 3 u 10 3 0 2 0 6 0 p 0 2 0 k 0 4 1 6 0 2 0 7 1 b 1 5\nv 21 0 11 3 14 0 11 0 g 0 e 10 5j 0 2 4 2 1 ai 0 5 1 8 0 2 0 5 1 16 0 5 1 y 0 5 1 8 0 2 0 5 1 g 0 1m 0 5 1\n1w 1 x 2 r 5 2f 1 7 1 ha 0 1c 2 2i 6 m 9 m 0 3 8 l b e 0 4 0 3 b 2n 1 b 5 b 5 g 0 b 5 2i 6 6 1 11 4 1z 9 w 0\nd 3 d 3 2 2 17 1 6 a 19 3 r 5 c 2 1r 1 1u 0 u 1 c 5 b 5 f 1 g 1s 26 2 1a 2 39 7 1p 2 g 2 1r 4 18 1 c 7 18 4\n6v 5 7v 1 7 1 13 1 7 1 9 0 2 0 2 0 2 0 w 1 1i 0 g 0 f 1 7 0 k 1 4 0 a 0 2u 0 d 1 s 0 e 2 y e y e 3x 3 ij l c\nk 1ed 1 x 0 9q 4 1a 0 2 4 2 1 1l 6 3 d p 8 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 2s c 3 19 r 0 2i b 5z p 29 0 2f 1\n2w 4 18 0 2n 0 2f 8 1d 0 68 0 mfi 2 1k 8 9p j 55 7 5r 1 3 0 2 0 9 n 1k 3 b 5 1l 7 1y 8 d 5 w 0 2d a v 2 1q 0\nh 0 c 3 y 0 1k 8 f 1 b 1 2w n t 9 7 1 7 1 7 8 8 0 8 0 1m 0 3 3 3j 1 b 5 8md b o 3 1e 3 6sv 1 2z 11 8 b 6 4 r\n0 6 0 2 0 3 0 3 0 3i f ce 1 1j 6 2 v 17 5 1g 0 k 0 5 3 6 0 3s 1 2 0 5b 2 7 1 7 1 7 1 4 2 8 0 8 9 6 1 d 0 r 0\nk 0 3 0 g 1 f x 3g 4 4 3 1a 2 2h 0 e 2 2 1a 1b 3l u 2 1e e t 3 11 8 v 4 18 4 v 0 12 3 f 15 4f 1 b 5 11 3 11\n3 15 7 1h a d 0 g 0 8 0 3 0 c 0 g 0 8 0 3 2 1h b 8o 8 n 9 9 n 2 3i 7 1 2 0 19 0 3 2 2 1 o 0 21 7 a 1b k 0 3\n4 y 2 s 4 2 1r 1l 3 l 1 1f 0 3 4 9 0 4 0 u 1 4 3 b 6 a 6 1t v 14 3 d 8 1j 2 u 1 s 4 r 6 5 b 8 27 22 1i 1g c\n1g 6 17 b b 5 13 8 o 7 3 5r w 0 17 5 3 f 4 1m 15 7 n a 5 q j 19 t j o 8 27 3 v 0 3 1 2 8 1w d q 6 b 5 1i 0 j\n7 14 8 22 0 6 0 h 0 l a j 0 18 0 3 1q 8 0 2 0 5 0 g 0 c 5 1o 4 b 5 5 0 9 1 3 1 n 0 8 0 3 0 6 1 a 1 3 1 4 1 2\n5 2 4 8 1 8 2 6 a b 0 2 1 2 0 13 0 5 9 2 0 5 0 3 2 2 0 2 17 1l 7 3 2 2 0 5 4 b 4 4 t 21 7 b 4l 1j 1 13 x 1y\na b 11 1m 6 b 5 l r s 1 2 0 e 3 o 54 1c 8 2 2u 2c b 9 1 2 1 9 0 3 0 v 0 3 5 5 c b 1x 9 1 17 7 5 0 2 0 3 q 2\n9 15 5 3 k 2 5 3 2 1b c 2 4 2 h 22 5i y e b 5 a 0 13 d 2 0 2 e u 4 v o 2 6 2 1 2 22 8 0 3 0 13 k 2 8 b 5 7 0\n3 0 12 3 3 0 2 0 2 6 b 1h b 6t k 1 3 a g 0 11 7 3 f b 2d 2 e 1f d pn 2t 34 0 6 a 5h 217 2q e tt g 7 o 330 4\ng8 5a0 v b 4 2 b 1c5 fu 6 w 0 b 3 2a 0 b 5 v 1 7 9 1z 9 b 0 8 0 m 4 k bz 14 0 6 2 b 5h 2g 2w 24 4 1l 6 i 1r\n3 0 2 f 4 8 4qh 7 yf 14 b 6w6 5 0 8 0 3 0 84 e 2 s 4 1 2 d 5 7 b1 1s3 30 4 e 2 a 6 b 1 9 317 5z 15 c5 4b 39\n1n 6v 9 14 1 5f k 1z 3d l b l b 2g 8 q 3q 2e 0 20 0 3 1 2 1 3 1 5 0 d 0 2 0 8 0 1u 0 5 1 9 0 8 0 t 0 5 0 6 0\n2 2 8 0 9h 1 85 1 jj e 6 0 g un w 5 7 d0 1a 9 8 1 b 3 3 8v v h 19 3 b 4 2 cv t 3 b 5x v 1 c dg 8 0 5 0 3 0 g\n0 5i 1 h 14 1x 6 2 3 b ly 1x 23 1q 5d 5 0 s 0 3 0 2 1 2 0 b 0 5 0 2 0 2 5 2 3 2 0 2 0 2 0 4 0 3 0 2 1 2 0 2\n0 2 0 2 0 2 0 3 0 2 1 5 0 8 0 5 0 5 0 2 0 b 0 i 4 4 0 6 0 i 1f 3 7h 19 3 2t b g 1 g 0 g 0 12 9 31 0 1u 1j u\nc 19 3 a 6 3 d 7 49 rd 3 i 2 e 2 3c 3 2o 5 d 3 2 e d 3 1l 7 b 5 15 7 v 1 d 3 3 1p 9h b f 1 e 2 b 4 1l 6 g 1\nc 5 a 6 44 0 2l sv wyp v 3dr 1 4gf 1 5rm e hb 1wh f3 15t 3t8 4 38h f974 2 t 2p 3j 6p 1e6n 1ekf 1 1ekf 1\n`,R=[],B=[];ca.trim().split(/\\s+/).forEach((e,t)=>{let r=t%2===0?B[B.length-1]??0:R[R.length-1];(t%2===0?R:B).push(r+Number.parseInt(e,36))});var oa=new RegExp("\\\\p{Cs}","u"),ia=new RegExp("\\\\p{Cn}","u"),da=/[\\u0085\\ufeff]/;function Se(e,{tables:t,strips:r}){for(let a of e)if(oa.test(a)||t&&ua(a)||r&&da.test(a))return a;return null}function ua(e){let t=e.codePointAt(0);if(t<128)return!1;let[r,a]=[0,R.length];for(;r<a;){let n=r+a>>1;R[n]<=t?r=n+1:a=n}return r>0&&t<=B[r-1]||ia.test(e)}var fa="LXST",ze=1;async function Te(e,t){let r=G(await j(ke(e)),fa);if(!r)throw new Error("it is no tokenizer");let{header:a,parts:n}=r;if(a.version!==ze)throw new Error(`it is of version ${a.version}, not ${ze}`);let s=la(a,t),o=ha(a,{...a.model,...ba(a,n,s)});return c=>{let i=Se(c,a);return i===null?{ids:o(c),unknown:a.unknown}:{stranger:i}}}function la({outside:e,rest:t},{ids:r,raw:a}){let n=new Map(t),s=new Set(e);return a.forEach((o,c)=>{s.has(r[c])||n.set(r[c],o)}),n}function ba(e,t,r){if(e.scores){let{count:i,width:d}=e.scores,u=Ne(t,i,d),f=d===4?new Float32Array(u.buffer):new Float64Array(u.buffer);return{vocab:Array.from(f,(h,b)=>[r.get(b),h])}}let a=Object.fromEntries(Array.from(r,([i,d])=>[d,i]));if(!e.merges)return{vocab:a};let{count:n,width:s}=e.merges,o=Ne(t,2*n,s,4),c=new Uint32Array(o.buffer);return{vocab:a,merges:Array.from({length:n},(i,d)=>[c[d],c[n+d]].map(u=>r.get(u)))}}function Ne(e,t,r,a=r){if(e.length!==t*r)throw new Error("it is not whole");let n=new Uint8Array(t*a);for(let s=0;s<r;s++)for(let o=0;o<t;o++)n[o*a+s]=e[s*t+o];return n}function ha(e,t){let{normalizer:r,pre_tokenizer:a}=e,n=r.type==="BertNormalizer",s=a&&_a(a),o=new ve({added_tokens:e.added_tokens,normalizer:n?null:r,pre_tokenizer:s?null:a,model:t,post_processor:null,decoder:null},{}),c=o;n&&(c.normalizer=d=>Ae(d,r)),s&&(c.pre_tokenizer=s);let i=c.model._call.bind(c.model);return c.model._call=d=>d.flatMap(u=>i([u])),d=>o.encode(d,{add_special_tokens:!1}).ids}function _a(e){if(e.type==="BertPreTokenizer")return Ee;if(e.type!=="Metaspace")return null;let t=e.replacement,r=e.prepend_scheme;return(a,{section_index:n})=>{let s=a.replaceAll(" ",t),c=(r==="always"||r==="first"&&n===0)&&!s.startsWith(t)?t+s:s;return e.split?c.split(new RegExp(`(?=${t})`,"u")).filter(i=>i!==""):[c]}}var Re=null;C.onmessage=async({data:e})=>{try{e.carried&&(Re=Te(e.carried.text,e.carried.known)),C.postMessage((await Re)(e.asked))}catch(t){C.postMessage({wrong:String(t.message)})}};})();\n';

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

  // src/pieces/cutting.ts
  function openCutting(carried, known) {
    let isSent = false;
    let here = null;
    let waiting = [];
    let current = null;
    const wanted = /* @__PURE__ */ new Map();
    const work = beside(
      pieces_worker_default,
      ({ asked }, answer) => {
        here ??= openCarried(carried(), known);
        here.then(
          (cutter) => answer(cutter(asked)),
          (error) => answer({ wrong: error.message })
        );
      },
      (answer) => {
        const done = current;
        current = null;
        if (done && wanted.get(done.kind) === done.tell && waiting.every(({ kind }) => kind !== done.kind))
          done.tell(answer);
        goOn();
      }
    );
    const goOn = () => {
      const next = current ? void 0 : waiting.shift();
      if (!next) return;
      current = next;
      work.ask({ carried: isSent ? null : { text: carried(), known }, asked: next.asked });
      isSent = true;
    };
    return {
      ask(asked, tell, kind = "offered") {
        wanted.set(kind, tell);
        waiting = [...waiting.filter((one) => one.kind !== kind), { asked, tell, kind }];
        goOn();
      },
      forget(kind) {
        wanted.delete(kind);
        waiting = waiting.filter((one) => one.kind !== kind);
      },
      stop: () => work.stop()
    };
  }

  // src/pieces/pieces.css
  var pieces_default = ".pieces textarea{resize:vertical}.pieces>button{margin-inline-start:14px;padding:2px 8px;color:var(--ink)}.pieces .tokens{display:flex;flex-wrap:wrap;gap:4px;padding:6px 14px;list-style:none}.pieces .tokens li>:is(button,span){display:inline-block;inline-size:auto;padding:2px 6px;border:1px solid var(--line);border-radius:8px}.pieces .tokens .unknown{border-style:dashed;border-width:2px}.pieces .tokens .id{margin-inline-start:5px;font-size:calc(11 * var(--px));color:var(--soft)}@media(pointer:coarse){.pieces .tokens li>:is(button,span){min-block-size:44px}}\n";

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

  // src/pieces/locales/en.ts
  var texts = {
    title: "A text, as tokens",
    hint: "Type a text; its tokens stand below.",
    damaged: "The tokenizer of this page cannot be read: {why}. Please make or download the page again.",
    long: "The text has {n} {n:character|characters}; a page cuts {most} at most: lexiscape tokens cuts longer ones.",
    stranger: "{character} is too new, or no character: a browser may cut it otherwise than the model's tokenizer. Leave it out, or ask lexiscape tokens.",
    one: "1 token",
    many: "{n} tokens",
    unknown: "{told}; unknown to the vocabulary: {n}",
    absent: "{told}; not on this map: {n}",
    more: "and {n} more",
    isUnknown: "unknown",
    isAbsent: "not on the map",
    alike: "{n} {n:token reads|tokens read} so:",
    noToken: "{word} is no token of this map.",
    noTokenClose: "{word} is no token of this map. Did you mean:",
    road: "Show the way over the map"
  };
  var en_default2 = texts;

  // src/pieces/locales/ja.ts
  var texts2 = {
    title: "文章をトークンに",
    hint: "文章を入力すると、トークンが下に並びます。",
    damaged: "このページのトークナイザーを読み取れません（{why}）。作り直すか、もう一度ダウンロードしてください。",
    long: "この文章は {n} 文字あります。ページで分割できるのは {most} 文字までです。長い文章には lexiscape tokens を使ってください。",
    stranger: "{character} は新しすぎる文字か、文字ではないため、ブラウザーではモデルのトークナイザーと違う分割になるおそれがあります。取り除くか、lexiscape tokens を使ってください。",
    one: "1 トークン",
    many: "{n} トークン",
    unknown: "{told}、語彙にない部分: {n}",
    absent: "{told}、この地図にないもの: {n}",
    more: "ほか {n} 件",
    isUnknown: "未知",
    isAbsent: "地図になし",
    alike: "こう読めるトークンは {n} 個あります:",
    noToken: "{word} はこの地図のトークンではありません。",
    noTokenClose: "{word} はこの地図のトークンではありません。もしかして:",
    road: "地図の上に道を引く"
  };
  var ja_default2 = texts2;

  // src/pieces/texts.ts
  var sayIn = sayer({ en: en_default2, ja: ja_default2 });

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
        const next = /* @__PURE__ */ new Map();
        for (const j of places.get(a[i]) ?? []) {
          if (j < fromB) continue;
          if (j >= toB) break;
          const length = (lengths.get(j - 1) ?? 0) + 1;
          next.set(j, length);
          if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
        }
        lengths = next;
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

  // src/pieces/word.ts
  var REST_MS = 300;
  var LISTED = 10;
  function createWordHints(context, say, replace) {
    const { data } = context;
    const element = el("div", { class: "hints" });
    let timer = 0;
    const clear = () => {
      clearTimeout(timer);
      element.replaceChildren();
    };
    return {
      element,
      show(text) {
        clear();
        const word = text.trim();
        if (word === "" || /\s/u.test(word)) return;
        const found = findWord(data, { text: word, quoted: false });
        if (found && found.others.length > 0) {
          const rows = [...found.rows, ...found.others];
          const buttons = rows.slice(0, LISTED).map((row) => {
            const name = el("bdi", {}, short(data.raw[row], 40));
            return button({ "data-row": row }, () => context.goTo(row), name, ` ${data.ids[row]}`);
          });
          element.append(el("p", {}, say("alike", { n: rows.length })), ...buttons);
        }
        if (found) return;
        timer = window.setTimeout(() => {
          const close = closeSpellings(data.readable, word).map(
            (text2) => button({}, () => replace(text2), el("bdi", {}, short(text2, 40)))
          );
          const key = close.length > 0 ? "noTokenClose" : "noToken";
          element.append(el("p", {}, say(key, { word: short(word, 40) })), ...close);
        }, REST_MS);
      },
      clear
    };
  }

  // src/pieces/pieces.ts
  var HOLDER = "lexiscape-tokenizer";
  var [MOST, SHOWN] = [1e4, 500];
  var piecesPanel = { shared: true, start };
  function start(context) {
    const holder = document.getElementById(HOLDER);
    if (!holder) return () => void 0;
    const { left, store, data } = context;
    addStyles(left.getRootNode(), ask_default, pieces_default);
    const say = (key, values) => sayIn(store.state.locale)(key, values);
    const summary = el("summary", {});
    const area = el("textarea", { rows: 2, autocomplete: "off", spellcheck: "false", dir: "auto" });
    const status = el("p", { role: "status" });
    const chips = createChips(context, say);
    const hints = createWordHints(context, say, (text) => {
      area.value = text;
      area.focus();
      cut();
    });
    const panel = el("details", { class: "panel ask pieces" }, summary, area, status, hints.element, ...chips.elements);
    left.append(panel);
    let show = () => void 0;
    const tell = (text) => {
      show = () => {
        status.textContent = text();
        chips.clear();
        hints.clear();
      };
      show();
    };
    const cutting = openCutting(() => holder.textContent.trim(), { ids: data.ids, raw: data.raw });
    const answered = (answer) => {
      if ("wrong" in answer) return tell(() => say("damaged", { why: answer.wrong }));
      if ("stranger" in answer) {
        return tell(() => say("stranger", { character: `“${visible(answer.stranger)}”` }));
      }
      show = () => {
        status.textContent = chips.show(answer);
        hints.show(area.value);
      };
      show();
    };
    context.offers.cut = (text, hear) => {
      if (isLonger(text, MOST)) hear(null);
      else cutting.ask(text, (answer) => hear("ids" in answer ? answer : null));
    };
    const cut = () => {
      const text = area.value;
      if (text === "") return tell(() => "");
      if (isLonger(text, MOST)) {
        cutting.forget("typed");
        const n = [...text].length;
        return tell(() => say("long", { n, most: MOST }));
      }
      cutting.ask(text, answered, "typed");
    };
    listen(area, cut, () => cutting.forget("typed"));
    const dress = () => {
      summary.textContent = say("title");
      area.placeholder = say("hint");
      area.setAttribute("aria-label", say("title"));
      chips.dress();
      show();
    };
    const stop = context.onDress(dress);
    dress();
    return () => {
      stop();
      cutting.stop();
    };
  }
  function listen(area, cut, forget) {
    area.addEventListener("input", (event) => {
      if (!event.isComposing) cut();
    });
    area.addEventListener("compositionend", cut);
    area.addEventListener("keydown", (event) => {
      if (composes(event) || event.key !== "Escape") return;
      event.stopPropagation();
      area.value = "";
      forget();
      cut();
    });
  }
  function createChips(context, say) {
    const rowOf = rowsById(context.data.ids);
    let rows = [];
    const road = button({ hidden: true }, () => {
      context.store.set({ selected: rows[0], road: Uint32Array.from(rows) });
      context.goToAll(Uint32Array.from(new Set(rows)));
    });
    const list = el("ol", { class: "tokens" });
    return {
      elements: [road, list],
      show({ ids, unknown }) {
        const found = ids.map(rowOf);
        rows = found.filter((row) => row >= 0).filter((row, i, all) => row !== all[i - 1]);
        road.hidden = new Set(rows).size < 2;
        const items = ids.slice(0, SHOWN).map((id, i) => chip(context, id, found[i], id === unknown, say));
        if (ids.length > SHOWN) items.push(el("li", { class: "more" }, say("more", { n: ids.length - SHOWN })));
        list.replaceChildren(...items);
        listKeys(list, context.goTo);
        sideways(list);
        const strange = ids.filter((id) => id === unknown).length;
        const absent = found.filter((row) => row < 0).length;
        let told = ids.length === 1 ? say("one") : say("many", { n: ids.length });
        if (strange > 0) told = say("unknown", { told, n: strange });
        return absent > 0 ? say("absent", { told, n: absent }) : told;
      },
      clear() {
        list.replaceChildren();
        road.hidden = true;
      },
      dress() {
        road.textContent = say("road");
      }
    };
  }
  function chip({ data }, id, row, strange, say) {
    const told = [strange && say("isUnknown"), row < 0 && say("isAbsent")].filter((note) => note !== false);
    const notes = el("span", { class: "id" }, [String(id), ...told].join(" · "));
    const look = { class: strange ? "unknown" : void 0 };
    if (row < 0) return el("li", {}, el("span", look, notes));
    const name = el("bdi", {}, short(data.readable[row], 40));
    const raw = data.raw[row] === data.readable[row] ? void 0 : visible(data.raw[row]);
    return el(
      "li",
      {},
      el("button", { type: "button", "data-row": row, tabindex: -1, title: raw, ...look }, name, notes)
    );
  }
  function sideways(list) {
    const { onkeydown } = list;
    const turned = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp" };
    list.onkeydown = (event) => {
      const key = own(turned, event.key);
      if (!key) return onkeydown?.call(list, event);
      event.preventDefault();
      event.stopPropagation();
      event.target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    };
  }
  function rowsById(ids) {
    let rows = null;
    return (id) => {
      rows ??= new Map(Array.from(ids, (one, row) => [one, row]));
      return rows.get(id) ?? -1;
    };
  }
  return __toCommonJS(pieces_exports);
})();
