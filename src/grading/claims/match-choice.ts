import type { Choice, Field } from "../../question/question";

/** What a text says about the choices of a field. */
export interface Said {
  /** Choices that it makes, without saying anything else about them. */
  readonly made: readonly Choice[];
  /** Choices that it denies. */
  readonly denied: readonly Choice[];
  /** Choices that it mentions in words that were not understood. */
  readonly mentioned: readonly Choice[];
}

const nothing: Said = { made: [], denied: [], mentioned: [] };

/** Words that hedge or only build the sentence: without them the claim is the same. */
const fillers =
  /\b(?:the|a|an|it|its|he|she|is|are|was|will|be|would|might|may|could|can|should|probably|perhaps|likely|possibly|maybe|very|quite|rather|much|too|also|then|on|at|in|as|for|to|of|accuracy|because|since|due|through|just|either|both|one|computed|during|gets?|becomes?|takes?|stays?|has|have|i|think|say|choose|so|network|model|course|definitely|certainly)\b/g;

/** Words beside a choice that do not change it. Alone they may be a choice themselves. */
const support =
  /\b(?:and|or|use|used|works?|do|would|well|right|correct|best|number|needs?|needed|required|only|penalty|pass|loss)\b/g;

/** Words that negate what follows, or make it conditional. */
const negations =
  /\b(?:not|no|nor|neither|never|none|nothing|without|hardly|cannot|instead|unless|if|except|unlikely|wrong|false|incorrect)\b/;

/** A text in lower case, with one space between words and one kind of hyphen. */
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

/** The position of some words in a text, as whole words; −1 if they are not there. */
const place = (text: string, words: string): number => ` ${text} `.indexOf(` ${words} `);

/** A text without some of its words; undefined if it does not contain them. */
export const without = (text: string, words: string): string | undefined => {
  const at = place(text, words);
  return at < 0 ? undefined : simple(`${text.slice(0, at)} ${text.slice(at + words.length)}`);
};

/**
 * What a text says about the choices of a field. A choice counts if the text has nothing else but words without
 * meaning. Anything else is left to a person: a program that guesses would read "the hinge fails" as the hinge.
 */
export function saidIn(text: string, field: Field): Said {
  // The object of a comparison is not a claim.
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
  // Two choices side by side are one phrase, such as "squared hinge".
  if (found.length > 1 && parts.length === 1) return { ...nothing, mentioned: found };
  if (found.length > 1 && !(negation !== undefined && negation <= first)) return joined(parts, field);
  if (negation !== undefined) return { ...nothing, denied: found };
  const more = withoutFillers(rest.replace(support, " "))
    .split(" ")
    .filter((word) => word !== "" && !field.aliases?.includes(word)).length;
  return more > 0 ? { ...nothing, mentioned: found } : { ...nothing, made: found };
}

/** The choice that a text names, apart from words without meaning. */
function choiceOf(text: string, { choices }: Field): Choice | undefined {
  const said = [text, withoutFillers(text)];
  return choices.find(({ id, words }) => said.some((one) => one === id || words.includes(one)));
}

/** What parts joined by "and" say. A choice on its own shares what is said about the next: "hinge and l2 do not". */
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

/** All wordings of the choices of a field, the longest first: "not worse" before "worse". */
function optionsOf(field: Field): readonly Option[] {
  const before = known.get(field);
  if (before) return before;
  const options = field.choices
    .flatMap((choice) => [choice.id, ...choice.words].map((words) => ({ choice, words })))
    // These are answers only if they are the whole text.
    .filter(({ words }) => !/^(?:yes|no|y|n|none)$/.test(words))
    .sort((one, other) => other.words.length - one.words.length);
  known.set(field, options);
  return options;
}

/** The choices whose words are in a text, the rest of the text, and the position of the first choice. */
function optionsIn(said: string, field: Field) {
  const found = new Set<Choice>();
  let rest = said;
  let first = said.length;
  for (const { choice, words } of optionsOf(field)) {
    const at = place(rest, words);
    if (at < 0) continue;
    found.add(choice);
    first = Math.min(first, at);
    // Spaces keep the positions of the other words.
    rest = `${rest.slice(0, at)}${" ".repeat(words.length)}${rest.slice(at + words.length)}`;
  }
  return { found: [...found], rest, first };
}
