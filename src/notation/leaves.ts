import { suggest } from "./suggest";
import { limits, refuse } from "./syntax-errors";
import type { Expression, FunctionName } from "./tree";
import { isFunctionName, vocabulary } from "./vocabulary";

/** A symbol of the question, or a refusal that says which one was probably meant. */
export function symbol(name: string, place: number): Expression {
  if (vocabulary.has(name)) return { type: "name", name };
  if (isFunctionName(name))
    return refuse("name", place, `${name} at ${place} is a function: write ${name}(…).`);
  if (name === "T")
    return refuse("name", place, `T at ${place} is not a symbol: the transpose is written ^T.`);
  const known = suggest(name);
  const shown = name.length > 30 ? `${name.slice(0, 30)}…` : name;
  return refuse(
    "name",
    place,
    `${shown} at ${place} is not a symbol of the question${known ? `: did you mean ${known}?` : "."}`,
    known,
  );
}

/** A function of the question. */
export function knownFunction(name: string, place: number): FunctionName {
  if (isFunctionName(name)) return name;
  return refuse("name", place, `${name} at ${place} is not a function of the question: it has f1 and f2.`);
}

/** A number with no noughts that say nothing, so that equal numbers are equal trees. */
export function number(typed: string, place: number): Expression {
  const [whole = "", decimals = ""] = typed.split(".");
  const [before, after] = [whole.replace(/^0+/, "") || "0", decimals.replace(/0+$/, "")];
  const digits = after ? `${before}.${after}` : before;
  if (digits.length > limits.digits)
    return refuse("limit", place, `The number at ${place} has more than ${limits.digits} digits.`);
  return { type: "number", digits };
}
