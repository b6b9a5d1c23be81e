import type { Choice, Field } from "../../autoencoder/forms";

/** What a text says of the choices of a field. */
export interface Said {
  /** Those that it makes, and says nothing else. */
  readonly made: readonly Choice[];
  /** Those that it denies. */
  readonly denied: readonly Choice[];
  /** Those of which it says something that was not understood. */
  readonly mentioned: readonly Choice[];
}

const nothing: Said = { made: [], denied: [], mentioned: [] };

/** Words that hedge or belong to the sentence: what is claimed is the same without them. */
const fillers =
  /\b(?:the|a|an|it|its|he|she|is|are|was|will|be|would|might|may|could|can|should|probably|perhaps|likely|possibly|maybe|very|quite|rather|much|too|also|then|on|at|in|as|for|to|of|accuracy|because|since|due|through|just|either|both|one|computed|during|gets?|becomes?|takes?|stays?|has|have|i|think|say|choose|so|network|model|course|definitely|certainly)\b/g;

/** Words beside a choice that leave it the same; where they stand alone they may be a choice themselves. */
const support =
  /\b(?:and|or|use|used|works?|do|would|well|right|correct|best|number|needs?|needed|required|only|penalty|pass|loss)\b/g;

/** Words that turn round what stands behind them, or make it depend on something. */
const negations =
  /\b(?:not|no|nor|neither|never|none|nothing|without|hardly|cannot|instead|unless|if|except|unlikely|wrong|false|incorrect)\b/;

/** Where reasons are asked, a few words may stand beside one: "over-fitting of the noise". */
const wordsLetPass = 4;

/** In lower case, with one space between words and one kind of hyphen. */
export const simple = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/n['’]t\b/g, " not")
    .replace(/[‐‑–—−]/g, "-")
    .replace(/↑/g, " up ")
    .replace(/↓/g, " down ")
    .replace(/\bacc\b/g, "accuracy")
    .replace(/[.,!?"'“”‘’()$]/g, " ")
    .replace(/accuracies/g, "accuracy")
    .replace(/\s+/g, " ")
    .trim();

const withoutFillers = (text: string): string => simple(simple(text).replace(fillers, " "));

/** Whether some words stand in a text, as words. */
const place = (text: string, words: string): number => ` ${text} `.indexOf(` ${words} `);

/** A text without some words that stand in it. */
export const without = (text: string, words: string): string | undefined => {
  const at = place(text, words);
  return at < 0 ? undefined : simple(`${text.slice(0, at)} ${text.slice(at + words.length)}`);
};

/**
 * What a text says of the choices of a field. An option counts that is all of the text, but for words that
 * say nothing. Whatever else is said of it is for a person to read: a program that guesses at sentences
 * takes "the hinge fails" for the hinge.
 */
export function saidIn(text: string, field: Field): Said {
  // What something is better or worse than, or the same as, is no claim.
  const said = simple(text).replace(/ (?:than .*|as before)$/, "");
  if (field.otherwise?.some((word) => place(said, word) >= 0)) return nothing;
  const parts = said.split(/ (?:and|or) | ?[&+/] ?/);
  const alone = [said, ...parts].map((part) => choiceOf(part, field));
  if (alone[0]) return { ...nothing, made: [alone[0]] };
  const each = alone.slice(1).flatMap((choice) => choice ?? []);
  if (each.length === parts.length) return { ...nothing, made: [...new Set(each)] };
  const { found, rest, first } = optionsIn(said, field);
  if (found.length === 0) return nothing;
  const negation = negations.exec(rest)?.index;
  if (found.length > 1 && negation !== undefined && choiceOf(said.slice(0, negation), field))
    return together([saidIn(said.slice(0, negation), field), saidIn(said.slice(negation), field)]);
  if (found.length > 1 && parts.length > 1 && !(negation !== undefined && negation <= first))
    return joined(parts, field);
  if (negation !== undefined) return { ...nothing, denied: found };
  const more = withoutFillers(rest.replace(support, " "))
    .split(" ")
    .filter((word) => word !== "" && !field.aliases?.includes(word)).length;
  return more > (field.free ? wordsLetPass : 0)
    ? { ...nothing, mentioned: found }
    : { ...nothing, made: found };
}

/** The choice that a text is, but for words that say nothing. */
function choiceOf(text: string, { choices }: Field): Choice | undefined {
  const said = [text, withoutFillers(text)];
  return choices.find(({ id, words }) => said.some((one) => one === id || words.includes(one)));
}

/** What parts say that "and" joins. One that is an option alone shares what is said of the next: "hinge and l2 do not". */
function joined(parts: readonly string[], field: Field): Said {
  let shared: "denied" | "mentioned" | undefined;
  const all = [...parts].reverse().map((part): Said => {
    const said = saidIn(part, field);
    if (shared && choiceOf(part, field)) return { ...nothing, [shared]: said.made };
    const { rest, first } = optionsIn(part, field);
    const isDenied = (negations.exec(rest)?.index ?? -1) > first;
    shared = isDenied ? "denied" : said.mentioned.length > 0 ? "mentioned" : undefined;
    return said;
  });
  return together(all);
}

const together = (all: readonly Said[]): Said => ({
  made: [...new Set(all.flatMap(({ made }) => made))],
  denied: [...new Set(all.flatMap(({ denied }) => denied))],
  mentioned: [...new Set(all.flatMap(({ mentioned }) => mentioned))],
});

interface Option {
  readonly choice: Choice;
  readonly words: string;
}

const known = new WeakMap<Field, readonly Option[]>();

/** Whatever makes a choice of a field, the longest first: "not worse" goes before "worse". */
function optionsOf(field: Field): readonly Option[] {
  const before = known.get(field);
  if (before) return before;
  const options = field.choices
    .flatMap((choice) => [choice.id, ...choice.words].map((words) => ({ choice, words })))
    // These are answers only where they stand alone.
    .filter(({ words }) => !/^(?:yes|no|y|n|none)$/.test(words))
    .sort((one, other) => other.words.length - one.words.length);
  known.set(field, options);
  return options;
}

/** The choices whose words stand in a text, what is left without them, and where the first stood. */
function optionsIn(said: string, field: Field) {
  const found = new Set<Choice>();
  let rest = said;
  let first = said.length;
  for (const { choice, words } of optionsOf(field)) {
    const at = place(rest, words);
    if (at < 0) continue;
    found.add(choice);
    first = Math.min(first, at);
    // Spaces keep the places of the other words.
    rest = `${rest.slice(0, at)}${" ".repeat(words.length)}${rest.slice(at + words.length)}`;
  }
  return { found: [...found], rest, first };
}
