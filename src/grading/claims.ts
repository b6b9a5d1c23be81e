import { type Choice, type Field, type Form, type FormPartId, forms } from "../exam/forms";
import { hints } from "../exam/hints";
import type { KeyPoint, PartRubric, Rubric } from "../exam/rubric";
import { isBlank } from "./blank";
import { bare, messageOf, misconception, mostOf, rubricOf, total } from "./outcome";
import type { AnswerInput, FieldVerdict, FreeText, Verdict } from "./verdict";

/** Whether a part is answered by a form. */
export const isFormPart = (id: string): id is FormPartId => Object.hasOwn(forms, id);

/** Words that hedge or belong to the sentence: what is claimed is the same without them. */
const fillers =
  /\b(?:the|a|an|it|its|he|she|is|are|was|will|be|would|might|may|could|can|should|probably|perhaps|likely|possibly|maybe|very|quite|rather|much|too|on|at|as|for|to|accuracy|loss|penalty|because of|due to|just|likely|either|both|one|computed|during)\b/g;

const simple = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‐‑–—−]/g, "-")
    .replace(/[.!?"'“”‘’()$]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

const claim = (text: string): string => simple(simple(text).replace(fillers, " "));

/** The choice that a text makes, if it makes one. */
function chosen(text: string, { choices }: Field): Choice | undefined {
  const said = [simple(text), claim(text)];
  return choices.find(({ id, words }) => said.some((one) => one === id || words.includes(one)));
}

/** What was handed in for each field, and what belongs to none. */
interface Entries {
  readonly byField: ReadonlyMap<string, string>;
  readonly rest: string;
}

/** The fields that a name means. */
function fieldsNamed(name: string, { fields, together = {} }: Form): readonly string[] {
  const key = simple(name);
  const group = Object.hasOwn(together, key) ? together[key] : undefined;
  return (
    group ?? fields.filter(({ id, aliases = [] }) => id === key || aliases.includes(key)).map(({ id }) => id)
  );
}

/** The names in whose order an answer without names is read: a group stands for its fields. */
function order({ fields, together = {} }: Form): readonly string[] {
  const groups = Object.entries(together);
  return [...new Set(fields.map(({ id }) => groups.find(([, members]) => members.includes(id))?.[0] ?? id))];
}

/** The text with a semicolon for each comma before the name of a field: `right: no, test: worse`. */
const divided = (answer: string, form: Form): string =>
  answer.replace(/,(?=([^,;:=\n]{1,40})[:=])/g, (comma, name: string) =>
    fieldsNamed(name, form).length > 0 ? ";" : comma,
  );

function entriesOf(answer: AnswerInput, form: Form): Entries {
  const byField = new Map<string, string>();
  const rest: string[] = [];
  const put = (name: string, text: string): boolean => {
    const named = fieldsNamed(name, form);
    for (const id of named) if (!byField.has(id) && !isBlank(text)) byField.set(id, text);
    return named.length > 0;
  };
  if (typeof answer !== "string") {
    for (const [name, text] of Object.entries(answer)) if (!put(name, text)) rest.push(`${name}: ${text}`);
    return { byField, rest: rest.join("; ") };
  }
  const pieces = divided(answer, form)
    .split(/[;\n]+/)
    .filter((piece) => piece.trim() !== "");
  const unnamed = pieces.filter((piece) => {
    const [, name, text] = /^([^:=]{1,40})[:=](.*)$/su.exec(piece) ?? [];
    return name === undefined || text === undefined || !put(name, text);
  });
  const open = order(form).filter((name) => !fieldsNamed(name, form).some((id) => byField.has(id)));
  const values = inOrder(unnamed, open, form);
  if (!values) return { byField, rest: unnamed.join("; ") };
  for (const [index, value] of values.entries()) put(open[index] ?? "", value);
  return { byField, rest: "" };
}

/**
 * What is claimed without names, in the order of the fields; nothing where it is a sentence instead. Pieces
 * between semicolons are a list as soon as the first makes a claim; between commas each has to.
 */
function inOrder(
  pieces: readonly string[],
  names: readonly string[],
  form: Form,
): readonly string[] | undefined {
  const claims = (value: string, index: number): boolean => {
    const [id] = fieldsNamed(names[index] ?? "", form);
    const field = form.fields.find((one) => one.id === id);
    return field !== undefined && choicesIn(value, field).length > 0;
  };
  const [only = ""] = pieces;
  if (pieces.length > names.length || pieces.length === 0) return undefined;
  if (claims(only, 0)) return pieces;
  const parts = pieces.length === 1 ? only.split(",") : [];
  return parts.length > 0 && parts.length <= names.length && parts.every(claims) ? parts : undefined;
}

/** The choices that a field's text makes; none where any piece of it makes none. */
function choicesIn(text: string, field: Field): readonly Choice[] {
  const pieces = field.several ? text.split(/,|;|\/|&|\+|\bor\b|\band\b/i) : [text];
  const made = pieces.filter((piece) => claim(piece) !== "").map((piece) => chosen(piece, field));
  const all = made.filter((choice): choice is Choice => choice !== undefined);
  return all.length === made.length ? all : [];
}

/** The verdict on a part that is answered by claims. Words of one's own are left to a person. */
export function judgeClaims(id: FormPartId, answer: AnswerInput, rubric: Rubric): Verdict {
  const form = forms[id];
  const rules = rubricOf(rubric, id);
  const start = bare(id, rules);
  const { byField, rest } = entriesOf(answer, form);
  const judged = form.fields
    .filter((field) => rules.fields[field.id] || byField.has(field.id))
    .map((field) => judgeField(field, byField.get(field.id), rules));
  const free = [...judged.flatMap((one) => one.free ?? []), rest].filter((text) => text.trim() !== "");
  const fields = judged.flatMap(({ verdict }) => (verdict ? [verdict] : []));
  const claimed = fields.some(({ verdict }) => verdict !== "invalid");
  const open = claimed ? total(judged.map(({ openMarks = 0 }) => openMarks)) : start.maxScore;
  const needsHuman = free.length > 0 ? freeText(free.join("\n"), open, rules.keyPoints) : null;
  const kept = needsHuman ? ["What you wrote in your own words is kept for a person to read."] : [];
  if (!claimed)
    return {
      ...start,
      problem: "field",
      feedback: [
        `Nothing is claimed here that the checker knows. It looks for: ${form.fields.map(({ label }) => label).join(", ")}.`,
        ...kept,
      ],
      hint: hints[id].begin,
      needsHuman,
    };
  const found = [...new Set(judged.flatMap(({ ids }) => ids ?? []))];
  /** What a misconception is, behind the labels of the fields that show it where there are several. */
  const sentence = (id: string): string => {
    const labels = judged.filter(({ ids }) => ids?.includes(id)).map(({ label }) => label);
    const message = messageOf(rubric, id)?.message ?? "";
    return Object.keys(rules.fields).length > 1 ? `${labels.join(", ")}: ${message}` : message;
  };
  const score = total(fields.map((field) => field.score));
  const right = score === start.maxScore && found.length === 0;
  // Nothing is wrong or missing but what a person has to read.
  const settled = judged.every(
    ({ verdict, free: words }) =>
      verdict?.verdict !== "incorrect" && (verdict?.verdict !== "invalid" || words),
  );
  return {
    ...start,
    verdict: right ? "correct" : "incorrect",
    score,
    reading: fields
      .flatMap(({ field, reading }) =>
        reading ? [field === "answer" ? reading : `${field}: ${reading}`] : [],
      )
      .join("; "),
    feedback: [...found.map(sentence), ...judged.flatMap(({ said }) => said ?? []), ...kept],
    misconception: found[0] ?? null,
    misconceptions: found.map((one) => misconception(rubric, one)),
    hint: settled ? null : (messageOf(rubric, found[0] ?? "")?.hint ?? hints[id].first),
    needsHuman,
    fields,
  };
}

interface Judged {
  /** None for a field that the rubric does not mark. */
  readonly verdict?: FieldVerdict;
  readonly ids?: readonly string[];
  readonly label?: string;
  readonly said?: readonly string[];
  readonly free?: string;
  readonly openMarks?: number;
}

function judgeField(field: Field, text: string | undefined, rules: PartRubric): Judged {
  const marks = rules.fields[field.id];
  const given = text?.trim() ?? "";
  if (!marks) return { free: given };
  const maxScore = mostOf(marks);
  const verdict = (is: FieldVerdict["verdict"], score: number, reading: string | null): FieldVerdict => ({
    field: field.id,
    reading,
    verdict: is,
    score,
    maxScore,
  });
  const choices = given === "" ? [] : choicesIn(given, field);
  if (choices.length === 0) {
    if (given !== "" && field.free)
      return { verdict: verdict("invalid", 0, null), free: given, openMarks: marks.free ?? maxScore };
    // In the order of the alphabet: that of the form begins with the right ones.
    const options = field.choices
      .map(({ id }) => id)
      .sort()
      .join(", ");
    return {
      verdict: verdict("invalid", 0, null),
      said: [
        given === ""
          ? `${field.label}: nothing is claimed; choose one of ${options}.`
          : `${field.label}: “${given.slice(0, 60)}” is none of ${options}.`,
      ],
      ...(given === "" ? {} : { free: given, openMarks: maxScore }),
    };
  }
  const paid = choices.map(({ id }) => marks[id] ?? 0);
  const right = paid.every((one) => one > 0);
  const score = right ? Math.max(...paid) : paid.some((one) => one > 0) ? (marks.mixed ?? 0) : 0;
  const ids = choices.flatMap(({ id, misconception: of }) => ((marks[id] ?? 0) > 0 ? [] : (of ?? [])));
  return {
    verdict: verdict(right ? "correct" : "incorrect", score, choices.map(({ id }) => id).join(", ")),
    ids,
    label: field.label,
  };
}

/** Words for a person, with the key points that occur in them. */
function freeText(text: string, marks: number, points: readonly KeyPoint[]): FreeText {
  const said = simple(text);
  const mentions = ({ words }: KeyPoint): boolean => words.some((word) => said.includes(word));
  return {
    text,
    marks,
    found: points.filter(mentions),
    missing: points.filter((point) => !mentions(point)),
  };
}
