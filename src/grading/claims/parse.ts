import type { Choice, ClaimsPart, Field } from "../../question/question";
import type { AnswerInput } from "../verdict/verdict";
import { isBlank } from "../verdict/verdict";
import { type Said, saidIn, simple, without } from "./match-choice";
import { type Clause, sentencesOf } from "./sentences";

/** What an answer says about one field. */
export interface Claimed {
  /** The choices that are made, each once. */
  readonly made: readonly Choice[];
  /** Other choices that are mentioned in words that were not understood. */
  readonly mentioned: readonly Choice[];
  /** Whether it claims and denies one choice, or makes two choices where one is allowed. */
  readonly contradictory: boolean;
  /** Text after the field's name that makes no claim. */
  readonly unread: string;
}

/** An answer, field by field. */
export interface Reading {
  readonly claimed: ReadonlyMap<string, Claimed>;
  /** Sentences that were not fully understood. */
  readonly words: readonly string[];
}

/** The most clauses of an answer that are read. An honest one has ten. */
const mostClauses = 50;

/** The fields with this name. */
function fieldsNamed(name: string, { fields, together = {} }: ClaimsPart): readonly Field[] {
  const key = simple(name);
  const group = Object.hasOwn(together, key) ? together[key] : undefined;
  return fields.filter(({ id, aliases = [] }) =>
    group ? group.includes(id) : id === key || aliases.includes(key),
  );
}

/** The order of fields in an answer without names. A group represents its fields. */
function order({ fields, together = {} }: ClaimsPart): readonly string[] {
  const groups = Object.entries(together);
  return [...new Set(fields.map(({ id }) => groups.find(([, members]) => members.includes(id))?.[0] ?? id))];
}

/** A field, and what one clause says about it. */
type Entry = readonly [field: Field, said: Said];

/**
 * What a clause says about fields that it names in its words: "training accuracy is high", "worse test accuracy",
 * "similar training and test accuracy".
 */
function named(text: string, form: ClaimsPart): readonly Entry[] {
  const found = new Set<Field>();
  let rest = simple(text).replace(/ than .*$/, "");
  for (const name of namesOf(form)) {
    const left = without(rest, name);
    const fields = fieldsNamed(name, form).filter((field) => !found.has(field));
    if (left === undefined || fields.length === 0) continue;
    for (const field of fields) found.add(field);
    rest = left;
  }
  // A word may be a name and a claim at once: "he is right". What is left without the names is the claim.
  const entries = [...found].map((field): Entry => [field, saidIn(rest, field)]);
  const clear = entries.filter(([, said]) => speaks(said));
  const several = clear.some(([{ several }, { made }]) => !several && made.length > 1);
  if (clear.length > 0 && !several && clear.every(([, { denied }]) => denied.length === 0)) return clear;
  const parts = text.split(/\s+and\s+/i);
  return parts.length > 1 ? parts.flatMap((part) => named(part, form)) : clear;
}

const known = new WeakMap<ClaimsPart, readonly string[]>();

/** The names of fields in a sentence, the longest first. An only field needs none. */
function namesOf(form: ClaimsPart): readonly string[] {
  const before = known.get(form);
  if (before) return before;
  const fields = form.fields.filter(({ id }) => id !== "answer" && id !== "why");
  const names = [
    ...fields.flatMap(({ id, aliases = [] }) => [id, ...aliases]),
    ...Object.keys(form.together ?? {}),
  ].sort((one, other) => other.length - one.length);
  known.set(form, names);
  return names;
}

const speaks = ({ made, denied, mentioned }: Said): boolean =>
  made.length + denied.length + mentioned.length > 0;

/** What a clause without a name says, if only one field can be meant. */
function only(text: string, form: ClaimsPart): readonly Entry[] {
  const entries = form.fields
    .map((field): Entry => [field, saidIn(text, field)])
    .filter(([, said]) => speaks(said));
  return entries.length === 1 ? entries : [];
}

/**
 * Parses an answer as claims. A clause is about the field that it names; otherwise about the next field in order;
 * otherwise about the only field that has such a choice. What claims nothing is left to a person.
 */
export function parseClaims(answer: AnswerInput, form: ClaimsPart): Reading {
  const wording = typeof answer === "string" ? wordingOf(answer, form) : undefined;
  if (wording) return wording;
  const texts =
    typeof answer === "string"
      ? [{ text: answer }]
      : Object.entries(answer).map(([name, text]) => ({ text, name }));
  const isName = (name: string): boolean => fieldsNamed(name, form).length > 0;
  const entries: Entry[] = [];
  const unread = new Map<Field, string[]>();
  const words = new Set<string>();
  const open: { clause: Clause; sentence: string }[] = [];
  const take = (said: readonly Entry[], sentence: string): void => {
    entries.push(...said.filter(([, one]) => speaks(one)));
    if (said.length === 0 || said.some(([, { made }]) => made.length === 0)) words.add(sentence);
  };
  const about = (fields: readonly Field[], text: string, sentence: string): void => {
    const said = fields.map((field): Entry => [field, saidIn(text, field)]);
    take(said, sentence);
    for (const [field, { made }] of said)
      if (made.length === 0) unread.set(field, [...(unread.get(field) ?? []), text]);
  };
  const why = form.fields.filter(({ free }) => free);
  let clauses = 0;
  for (const { text, name } of texts as readonly { text: string; name?: string }[])
    for (const sentence of sentencesOf(text, isName))
      for (const clause of sentence.clauses) {
        const fields = fieldsNamed(clause.name ?? name ?? "", form);
        const full = name === undefined || isName(name) ? sentence.text : `${name}: ${sentence.text}`;
        if (isBlank(clause.text)) continue;
        if (++clauses > mostClauses || sentence.open) words.add(full);
        else if (fields.length > 0) about(clause.reason ? why : fields, clause.text, full);
        else {
          const claims = named(clause.text, form);
          if (claims.length > 0) take(claims, full);
          else if (clause.reason) about(why, clause.text, full);
          else open.push({ clause, sentence: full });
        }
      }
  const taken = entries.map(([field]) => field);
  for (const { said, sentence } of inOrder(open, taken, form)) take(said, sentence);
  return { claimed: gathered(entries, unread, form), words: [...words] };
}

/** The claims of an answer that is one of the part's wordings, word for word. */
function wordingOf(answer: string, { fields, wordings = [] }: ClaimsPart): Reading | undefined {
  const plain = (text: string): string => simple(text.replace(/[;:]/g, " "));
  const wording = wordings.find(({ text }) => plain(text) === plain(answer));
  if (!wording) return undefined;
  const claimed = fields.map(({ id, choices }): [string, Claimed] => [
    id,
    {
      made: choices.filter((choice) => wording.claims[id]?.includes(choice.id)),
      mentioned: [],
      contradictory: false,
      unread: "",
    },
  ]);
  return { claimed: new Map(claimed), words: [] };
}

/** Clauses without a name, read in the order of the remaining fields as long as each is a claim. */
function inOrder(
  pieces: readonly { clause: Clause; sentence: string }[],
  taken: readonly Field[],
  form: ClaimsPart,
): readonly { said: readonly Entry[]; sentence: string }[] {
  // A group's name represents its fields, unless each of them has its own clause.
  const all = form.fields.flatMap(({ id, free }) => (free ? [] : id));
  const complete = taken.length === 0 && pieces.length >= all.length;
  let names = (complete ? all : order(form)).filter(
    (name) => !fieldsNamed(name, form).some((field) => taken.includes(field)),
  );
  return pieces.map(({ clause: { text }, sentence }) => {
    const [name = "", ...others] = names;
    const next = fieldsNamed(name, form).map((field): Entry => [field, saidIn(text, field)]);
    if (next.some(([, { made }]) => made.length > 0)) {
      names = others;
      return { said: next, sentence };
    }
    const said = only(text, form);
    // After words that are not a claim, the next field is unknown.
    names =
      said.length === 0
        ? []
        : names.filter((one) => !fieldsNamed(one, form).some((field) => said.some(([of]) => of === field)));
    return { said, sentence };
  });
}

function gathered(
  entries: readonly Entry[],
  unread: ReadonlyMap<Field, readonly string[]>,
  { fields }: ClaimsPart,
): ReadonlyMap<string, Claimed> {
  return new Map(
    fields.map((field) => {
      const said = entries.filter(([of]) => of === field).map(([, one]) => one);
      const made = [...new Set(said.flatMap((one) => one.made))];
      const denied = said.flatMap((one) => one.denied);
      const mentioned = said
        .flatMap((one) => one.mentioned)
        .filter((choice) => !made.includes(choice) && !denied.includes(choice));
      const contradictory =
        (!field.several && made.length > 1) || made.some((choice) => denied.includes(choice));
      const words = (unread.get(field) ?? []).join(", ");
      return [field.id, { made, mentioned: [...new Set(mentioned)], contradictory, unread: words }];
    }),
  );
}
