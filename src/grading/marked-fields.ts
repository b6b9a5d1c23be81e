import { forms } from "../exam/forms";
import { formulaMisconceptions, shapeMisconceptions } from "../exam/misconceptions";
import type { PartId } from "../exam/parts";
import { isFormPart } from "./claims";

/** The fields of a part's answer, each with the outcomes that a rubric may mark. */
export function markedFields(part: PartId): Readonly<Record<string, readonly string[]>> {
  if (part === "a") {
    const outcomes = ["correct", ...shapeMisconceptions];
    return { W1: outcomes, b1: outcomes, W2: outcomes, b2: outcomes };
  }
  if (!isFormPart(part)) return { answer: ["correct", ...formulaMisconceptions] };
  return Object.fromEntries(
    forms[part].fields.map(({ id, choices, several, free }) => [
      id,
      [...choices.map((choice) => choice.id), ...(several ? ["mixed"] : []), ...(free ? ["free"] : [])],
    ]),
  );
}
