import { type Choice, type Field, type FormPartId, forms } from "../../autoencoder/forms";
import { hints } from "../../autoencoder/hints";
import type { KeyPoint, Rubric } from "../../autoencoder/rubric";
import type { AnswerInput, FieldVerdict, FreeText, Verdict } from "../verdict/verdict";
import { answerText, bare, messageOf, misconception, mostOf, rubricOf, total } from "../verdict/verdict";
import { simple } from "./match-choice";
import { type Claimed, readingOf } from "./parse";

/** Whether a part is answered by a form. */
export const isFormPart = (id: string): id is FormPartId => Object.hasOwn(forms, id);

/** The verdict on a part that is answered by claims. Words of one's own are left to a person. */
export function judgeClaims(id: FormPartId, answer: AnswerInput, rubric: Rubric): Verdict {
  const form = forms[id];
  const rules = rubricOf(rubric, id);
  const start = bare(id, rules);
  const { claimed: byField, words } = readingOf(answer, form);
  const judged = form.fields.flatMap((field) => {
    const marks = rules.fields[field.id];
    const said = byField.get(field.id);
    return marks && said ? [judgeField(field, said, marks)] : [];
  });
  const fields = judged.map(({ verdict }) => verdict);
  const claimed = fields.some(({ verdict }) => verdict !== "invalid");
  // What was not understood may hold whatever is not claimed.
  const missing = total(judged.map(({ open }) => open));
  const between = total(judged.map(({ contradictory, open }) => (contradictory ? open : 0)));
  const kept = words.length > 0 ? words : between > 0 ? [answerText(answer)] : [];
  const needsHuman =
    kept.length > 0 ? freeText(kept.join("\n"), words.length > 0 ? missing : between, rules.keyPoints) : null;
  const told = words.length > 0 ? ["What you wrote in your own words is for a person to read."] : [];
  const contradictions = judged.flatMap(({ contradictory, said }) => (contradictory ? said : []));
  if (!claimed)
    return {
      ...start,
      problem: "field",
      feedback: [
        ...contradictions,
        ...(contradictions.length > 0
          ? []
          : [`No claim was found here that can be judged. Write it like this: “${form.example}”.`]),
        ...told,
      ],
      hint: hints[id].begin,
      needsHuman,
      fields,
    };
  const found = [...new Set(judged.flatMap(({ ids }) => ids))];
  /** What a misconception is, behind the labels of the fields that show it where there are several. */
  const sentence = (id: string): string => {
    const labels = judged.filter(({ ids }) => ids.includes(id)).map(({ label }) => label);
    const message = messageOf(rubric, id)?.message ?? "";
    return judged.length > 1 ? `${labels.join(", ")}: ${message}` : message;
  };
  const score = total(fields.map((field) => field.score));
  const right = score === start.maxScore && found.length === 0;
  // Nothing is wrong or missing but what a person has to read.
  const settled = judged.every(
    ({ verdict: { verdict }, contradictory, free }) =>
      verdict === "correct" || (verdict === "invalid" && free && !contradictory),
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
    feedback: [...found.map(sentence), ...judged.flatMap(({ said }) => said), ...told],
    misconception: found[0] ?? null,
    misconceptions: found.map((one) => misconception(rubric, one)),
    hint: settled ? null : (messageOf(rubric, found[0] ?? "")?.hint ?? hints[id].first),
    needsHuman,
    fields,
  };
}

interface Judged {
  readonly verdict: FieldVerdict;
  readonly label: string;
  readonly ids: readonly string[];
  readonly said: readonly string[];
  readonly contradictory: boolean;
  /** Whether words of one's own stand here, as they may. */
  readonly free: boolean;
  /** Marks that a person may still give. */
  readonly open: number;
}

function judgeField(field: Field, said: Claimed, marks: Readonly<Record<string, number>>): Judged {
  const { made, mentioned, unread } = said;
  const maxScore = mostOf(marks);
  // Beside what is chosen another one is spoken of: which is meant?
  const contradictory = said.contradictory || (made.length > 0 && mentioned.length > 0);
  const verdict = (is: FieldVerdict["verdict"], score: number, reading: string | null): FieldVerdict => ({
    field: field.id,
    reading,
    verdict: is,
    score,
    maxScore,
  });
  const free = field.free === true && unread !== "";
  if (contradictory || made.length === 0)
    return {
      verdict: verdict("invalid", 0, null),
      label: field.label,
      ids: [],
      said: free && !contradictory ? [] : [unclaimed(field, said, contradictory)],
      contradictory,
      free,
      open: field.free ? (marks.free ?? maxScore) : maxScore,
    };
  const paid = made.map(({ id }) => marks[id] ?? 0);
  const right = paid.every((one) => one > 0);
  const score = right ? Math.max(...paid) : paid.some((one) => one > 0) ? (marks.mixed ?? 0) : 0;
  const ids = made.flatMap(({ id, misconception: of }) => ((marks[id] ?? 0) > 0 ? [] : (of ?? [])));
  return {
    verdict: verdict(right ? "correct" : "incorrect", score, names(made)),
    label: field.label,
    ids,
    said: [],
    contradictory,
    free,
    open: 0,
  };
}

const names = (choices: readonly Choice[]): string => choices.map(({ id }) => id).join(", ");

/** "a and b are both", "a, b and c are all". */
const listed = (choices: readonly Choice[]): string => {
  const ids = choices.map(({ id }) => id);
  return `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)} are ${ids.length === 2 ? "both" : "all"}`;
};

/** Why nothing is claimed for a field. Choices are named in the order of the alphabet: the form begins with the right one. */
function unclaimed(
  { label, choices, several }: Field,
  { made, mentioned, unread }: Claimed,
  contradictory: boolean,
): string {
  if (contradictory && mentioned.length > 0)
    return `${label}: ${names(made)} is claimed, and something is said of ${names(mentioned)} that is not understood. Say only which you choose, and put reasons behind “why:”.`;
  if (contradictory)
    return made.length > 1
      ? `${label}: ${listed(made)} claimed. Say ${several ? "only which you choose" : "one"}, and put reasons behind “why:”.`
      : `${label}: ${names(made)} is claimed and denied. Say one.`;
  const options = choices
    .map(({ id }) => id)
    .sort()
    .join(", ");
  return unread === ""
    ? `${label}: nothing is claimed; choose one of ${options}.`
    : `${label}: “${unread.slice(0, 60)}” is none of ${options}.`;
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
