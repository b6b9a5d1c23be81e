import type { Choice, Field, Form } from "../../autoencoder/forms";
import type { AnswerInput } from "../verdict/verdict";
import { isBlank } from "../verdict/verdict";
import { type Said, saidIn, simple, without } from "./match-choice";
import { type Clause, sentencesOf } from "./sentences";

/** What an answer says of one field. */
export interface Claimed {
  /** The choices that are made, each once. */
  readonly made: readonly Choice[];
  /** Others, of which something is said that was not understood. */
  readonly mentioned: readonly Choice[];
  /** Whether it says yes and no to one choice, or makes two of which one alone can be. */
  readonly contradictory: boolean;
  /** What stands behind the field's name and makes no claim. */
  readonly unread: string;
}

/** An answer, field by field. */
export interface Reading {
  readonly claimed: ReadonlyMap<string, Claimed>;
  /** Sentences in which something was not understood. */
  readonly words: readonly string[];
}

/** Pieces of an answer that are read; an honest one has ten. */
const mostClauses = 50;

/** The fields that a name means. */
function fieldsNamed(name: string, { fields, together = {} }: Form): readonly Field[] {
  const key = simple(name);
  const group = Object.hasOwn(together, key) ? together[key] : undefined;
  return fields.filter(({ id, aliases = [] }) =>
    group ? group.includes(id) : id === key || aliases.includes(key),
  );
}

/** The names in whose order an answer without names is read: a group stands for its fields. */
function order({ fields, together = {} }: Form): readonly string[] {
  const groups = Object.entries(together);
  return [...new Set(fields.map(({ id }) => groups.find(([, members]) => members.includes(id))?.[0] ?? id))];
}

/** One piece of an answer with the fields that it is about, and what it says of each. */
type Entry = readonly [field: Field, said: Said];

/**
 * What a piece says of fields that it names in its words: "training accuracy is high", "worse test
 * accuracy", "similar training and test accuracy".
 */
function named(text: string, form: Form): readonly Entry[] {
  const found = new Set<Field>();
  let rest = simple(text).replace(/ than .*$/, "");
  for (const name of namesOf(form)) {
    const left = without(rest, name);
    const fields = fieldsNamed(name, form).filter((field) => !found.has(field));
    if (left === undefined || fields.length === 0) continue;
    for (const field of fields) found.add(field);
    rest = left;
  }
  // A word may be a name and a claim at once: "he is right". The claim counts that is left without names.
  const entries = [...found].map((field): Entry => [field, saidIn(rest, field)]);
  const clear = entries.filter(([, said]) => speaks(said));
  const several = clear.some(([{ several }, { made }]) => !several && made.length > 1);
  if (clear.length > 0 && !several && clear.every(([, { denied }]) => denied.length === 0)) return clear;
  const parts = text.split(/\s+and\s+/i);
  return parts.length > 1 ? parts.flatMap((part) => named(part, form)) : clear;
}

const known = new WeakMap<Form, readonly string[]>();

/** The names by which a sentence may speak of fields, the longest first. The only field of a form needs none. */
function namesOf(form: Form): readonly string[] {
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

/** What a piece without a name says, where only one field can be meant. */
function only(text: string, form: Form): readonly Entry[] {
  const entries = form.fields
    .map((field): Entry => [field, saidIn(text, field)])
    .filter(([, said]) => speaks(said));
  return entries.length === 1 ? entries : [];
}

/**
 * Reads an answer as claims: each of its pieces is about the field that it names, else about the next one in
 * the form's order, else about the one whose option it holds. What claims nothing is left to a person.
 */
export function readingOf(answer: AnswerInput, form: Form): Reading {
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
        const told = name === undefined || isName(name) ? sentence.text : `${name}: ${sentence.text}`;
        if (isBlank(clause.text)) continue;
        if (++clauses > mostClauses || sentence.open) words.add(told);
        else if (fields.length > 0) about(clause.reason ? why : fields, clause.text, told);
        else {
          const claims = named(clause.text, form);
          if (claims.length > 0) take(claims, told);
          else if (clause.reason) about(why, clause.text, told);
          else open.push({ clause, sentence: told });
        }
      }
  const taken = entries.map(([field]) => field);
  for (const { said, sentence } of inOrder(open, taken, form)) take(said, sentence);
  return { claimed: gathered(entries, unread, form), words: [...words] };
}

/** Pieces without a name: claims in the order of the form's other fields, as long as each is one. */
function inOrder(
  pieces: readonly { clause: Clause; sentence: string }[],
  taken: readonly Field[],
  form: Form,
): readonly { said: readonly Entry[]; sentence: string }[] {
  // A group's name stands for its fields, unless each of them has a piece.
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
    // Behind words that are no claim nobody can say which field comes next.
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
  { fields }: Form,
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
