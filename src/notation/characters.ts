/** Each key's characters, one by one, stand for the value. */
const spread = (table: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(table).flatMap(([characters, text]) =>
    [...characters].map((character): [string, string] => [character, text]),
  );

/**
 * What single characters are read as, beside the plain ones. Words get spaces around them, so that they
 * do not grow together with a neighbour.
 */
export const characters: ReadonlyMap<string, string> = new Map([
  ...spread({
    "−–—‐‑‒―﹣－": "-",
    "∗⊙∘⋆＊⨀": "*",
    "·⋅∙•": "·",
    "’‘′ʹ´`": "'",
    "ᵀ⊤ᵗ⊺": "⊤",
    "←⟵⇐≔→⟶↦": ":=",
    "∂𝜕𝝏": "∂",
    ηƞ𝜂: " eta ",
    "∕⁄÷": "/",
    "⁽₍": "(",
    "⁾₎": ")",
    // Where lines of LaTeX are aligned.
    "&": "",
    // Zero-width characters and variation selectors come along when one copies from a page.
    "\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f": "",
  }),
  ...[..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((digit, value): [string, string] => [digit, `^${value}`]),
  ...[..."₀₁₂₃₄₅₆₇₈₉"].map((digit, value): [string, string] => [digit, `_${value}`]),
  ["ŷ", "\\hat y"],
  ["½", "(1/2)"],
  ["¼", "(1/4)"],
  ["¾", "(3/4)"],
  ["⅓", "(1/3)"],
  ["⅔", "(2/3)"],
]);

const commandsByText: Readonly<Record<string, string>> = {
  "*": "odot circ ast star",
  "·": "cdot bullet",
  ":=": "leftarrow gets coloneqq coloneq Leftarrow longleftarrow to rightarrow longrightarrow mapsto",
  "∂": "partial",
  " eta ": "eta",
  "⊤": "top intercal",
  "'": "prime",
  "/": "div",
  "\\frac": "frac tfrac dfrac cfrac",
  "\\hat": "hat widehat",
  " ": "quad qquad space thinspace enspace",
  "(": "lparen lbrack lbrace",
  ")": "rparen rbrack rbrace",
  // How it looks is not what it says.
  "": `left right big Big bigl bigr Bigl Bigr bigg biggl biggr mathsf mathrm mathbf mathit mathbb boldsymbol
    bm vec text textbf textrm textit textsf operatorname rm bf it sf displaystyle textstyle limits mathstrut nonumber notag`,
};

/** What LaTeX commands are read as. */
export const commands: ReadonlyMap<string, string> = new Map([
  ...Object.entries(commandsByText).flatMap(([text, names]) =>
    names.split(/\s+/).map((name): [string, string] => [name, text]),
  ),
  // One-character commands: thin spaces, and the fences of a formula.
  ...[..."!()[]"].map((name): [string, string] => [name, ""]),
  ...[...",;: >\\"].map((name): [string, string] => [name, " "]),
  ["{", "("],
  ["}", ")"],
]);
