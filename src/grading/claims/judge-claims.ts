import type { Choice, ClaimsPart, Field, KeyPoint, Question, Rubric } from "../../question/question";
import {
  type AnswerInput,
  answerText,
  emptyVerdict,
  type FieldVerdict,
  type FreeText,
  messageOf,
  misconception,
  mostOf,
  rulesOf,
  total,
  type Verdict,
} from "../verdict/verdict";
import { simple } from "./match-choice";
import { type Claimed, parseClaims } from "./parse";

/** The verdict on an answer that makes claims. The student's own words are left to a person. */
export function judgeClaims(
  question: Question,
  part: ClaimsPart,
  answer: AnswerInput,
  rubric: Rubric,
): Verdict {
  const rules = rulesOf(rubric, part);
  const start = emptyVerdict(part.id, rules);
  const { claimed: byField, words } = parseClaims(answer, part);
  const judged = part.fields.flatMap((field) => {
    const marks = rules.fields[field.id];
    const said = byField.get(field.id);
    return marks && said ? [judgeField(field, said, marks)] : [];
  });
  const fields = judged.map(({ verdict }) => verdict);
  const claimed = fields.some(({ verdict }) => verdict !== "invalid");
  // Text that was not understood may contain any claim that is missing.
  const missing = total(judged.map(({ open }) => open));
  const between = total(judged.map(({ contradictory, open }) => (contradictory ? open : 0)));
  const kept = words.length > 0 ? words : between > 0 ? [answerText(answer)] : [];
  const needsHuman =
    kept.length > 0 ? freeText(kept.join("\n"), words.length > 0 ? missing : between, rules.keyPoints) : null;
  const own = words.length > 0 ? ["A person must read what you wrote in your own words."] : [];
  const contradictions = judged.flatMap(({ contradictory, said }) => (contradictory ? said : []));
  if (!claimed)
    return {
      ...start,
      problem: "field",
      feedback: [
        ...contradictions,
        ...(contradictions.length > 0
          ? []
          : [`I found no claim here that I can judge. Write it like this: “${part.example}”.`]),
        ...own,
      ],
      hint: part.hints.begin,
      needsHuman,
      fields,
    };
  const found = [...new Set(judged.flatMap(({ ids }) => ids))];
  /** The message of a misconception, after the labels of the fields that show it if there are several. */
  const sentence = (id: string): string => {
    const labels = judged.filter(({ ids }) => ids.includes(id)).map(({ label }) => label);
    const message = messageOf(rubric, question, id)?.message ?? "";
    return judged.length > 1 ? `${labels.join(", ")}: ${message}` : message;
  };
  const score = total(fields.map((field) => field.score));
  const right = score === start.maxScore && found.length === 0;
  // Only a person's marks are missing.
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
    feedback: [...found.map(sentence), ...judged.flatMap(({ said }) => said), ...own],
    misconception: found[0] ?? null,
    misconceptions: found.map((one) => misconception(rubric, question, one)),
    hint: settled ? null : (messageOf(rubric, question, found[0] ?? "")?.hint ?? part.hints.first),
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
  /** Whether it contains the student's own words, where they are allowed. */
  readonly free: boolean;
  /** Marks that a person may still give. */
  readonly open: number;
}

function judgeField(field: Field, said: Claimed, marks: Readonly<Record<string, number>>): Judged {
  const { made, mentioned, unread } = said;
  const maxScore = mostOf(marks);
  // Another choice is mentioned beside the chosen one: which is meant?
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

/** Why a field has no claim. Choices are sorted, because the data list the right one first. */
function unclaimed(
  { label, choices, several }: Field,
  { made, mentioned, unread }: Claimed,
  contradictory: boolean,
): string {
  if (contradictory && mentioned.length > 0)
    return `${label}: you chose ${names(made)}, and I did not understand what you say about ${names(mentioned)}. Name only your choice, and write reasons after “why:”.`;
  if (contradictory)
    return made.length > 1
      ? `${label}: ${listed(made)} claimed. ${several ? "Name only your choice" : "Choose one"}, and write reasons after “why:”.`
      : `${label}: ${names(made)} is both claimed and denied. Choose one.`;
  const options = choices
    .map(({ id }) => id)
    .sort()
    .join(", ");
  return unread === ""
    ? `${label}: no claim; choose one of ${options}.`
    : `${label}: “${unread.slice(0, 60)}” is not one of ${options}.`;
}

/** Words for a person to read, with the key points that appear in them. */
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
