import { type Expression, expressionIn, namesIn } from "../../notation/tree";
import { evaluated, ratios, sameValue, type Value } from "./compare";
import { type KnownError, knownErrorsOf } from "./known-errors";
import { joined, name } from "./mutations";
import { gradientsOf, type Reference } from "./reference";
import { singleEdit } from "./single-edit";

/** The misconceptions that a scalar factor shows, given by its value at each point. */
type FactorErrors = (values: readonly number[]) => readonly string[];

const scalarValues = new WeakMap<Reference["notation"], Map<string, string>>();

/** Whether a factor equals this scalar at every point. */
function isScalar({ notation }: Reference, values: readonly number[], text: string): boolean {
  const known = scalarValues.get(notation) ?? new Map<string, string>();
  scalarValues.set(notation, known);
  const value =
    known.get(text) ?? String(evaluated(notation, expressionIn(notation.read(text)))?.factors ?? []);
  known.set(text, value);
  return value === String(values);
}

/** The misconceptions that a wrong scalar factor of a gradient shows; none where it is 1. */
const factorErrors =
  (reference: Reference): FactorErrors =>
  (values) => {
    const { sizes, rate } = reference.notation.question;
    const is = (text: string): boolean => isScalar(reference, values, text);
    if (is("1")) return [];
    if (is("-1")) return ["sign"];
    const named = [
      ...sizes.map(({ letter, counts }) => [
        `1/${letter}`,
        counts === "units" ? "average" : "average-points",
      ]),
      [rate, "rate-in-gradient"],
    ] as const;
    for (const [text = "", id = ""] of named) {
      if (is(text)) return [id];
      if (is(`-${text}`)) return ["sign", id];
    }
    return ["factor"];
  };

/** The misconceptions that a wrong factor of an update's step shows; it should be −η. */
const stepErrors =
  (reference: Reference): FactorErrors =>
  (values) => {
    const { sizes, rate } = reference.notation.question;
    const is = (text: string): boolean => isScalar(reference, values, text);
    if (is(`-${rate}`)) return [];
    if (is(rate)) return ["ascent"];
    if (is("-1")) return ["missing-rate"];
    if (is("1")) return ["ascent", "missing-rate"];
    const averaged = sizes.find(({ letter }) => is(`-${rate}/${letter}`));
    if (averaged) return [averaged.counts === "units" ? "average" : "average-points"];
    return ["step-factor"];
  };

/** The known wrong answer that explains a value with the fewest misconceptions, those of its factor included. */
function fewest(
  { notation }: Reference,
  value: Value,
  candidates: readonly KnownError[] = [],
  errorsOf: FactorErrors,
): readonly string[] {
  const explained = candidates.map(({ misconceptions, value: known }) => [
    ...misconceptions,
    ...errorsOf(ratios(notation, value, known)),
  ]);
  return explained.sort((some, others) => some.length - others.length)[0] ?? [];
}

/** The misconceptions of a gradient that equals a known wrong one, or the right one up to a factor. */
function gradientErrors(value: Value, reference: Reference): readonly string[] {
  const { notation, tree, assumptions } = reference;
  const right = evaluated(notation, tree, assumptions);
  const errorsOf = factorErrors(reference);
  if (right && value.direction === right.direction) return errorsOf(ratios(notation, value, right));
  const found = fewest(reference, value, knownErrorsOf(reference).get(value.direction), errorsOf);
  // Any two numbers are equal up to a factor, so a factor explains nothing here.
  return value.scalar && found.includes("factor") ? [] : found;
}

/** The misconceptions of an update. */
function updateErrors(tree: Expression, reference: Reference): readonly string[] {
  const { notation, asked, shape, assumptions } = reference;
  const { question } = notation;
  const { loss, rate, parameters } = question;
  const value = evaluated(notation, tree, assumptions);
  if (!value) return [];
  const old = name(asked);
  if (sameValue(value, evaluated(notation, old, assumptions))) return ["no-step"];
  for (const other of parameters) {
    const update = expressionIn(notation.read(`${other} - ${rate} d${loss}/d${other}`));
    if (other !== asked && sameValue(value, evaluated(notation, update, assumptions)))
      return ["wrong-target"];
  }
  if (String(notation.shape(tree)) !== String(shape)) return [];
  const errorsOf = stepErrors(reference);
  const gradient = evaluated(notation, name(`d${loss}/d${asked}`), assumptions);
  if (gradient && value.direction === gradient.direction)
    return ["change-only", ...errorsOf(ratios(notation, value, gradient))];
  const change = evaluated(notation, joined("difference", tree, old), assumptions);
  if (!gradient || !change) return [];
  if (change.direction === gradient.direction) return errorsOf(ratios(notation, change, gradient));
  const ofGradient = gradientsOf(question).find((one) => one.asked === `d${loss}/d${asked}`);
  return ofGradient
    ? fewest(reference, change, knownErrorsOf(ofGradient).get(change.direction), errorsOf)
    : [];
}

/**
 * The misconceptions of a wrong answer, the most important first; none if its error is unknown. Each is proven: the
 * answer equals what that misconception turns the right one into, or one edit makes it right.
 */
export function diagnose(tree: Expression, reference: Reference): readonly string[] {
  const { notation, assumptions, dependents, part } = reference;
  const value = evaluated(notation, tree, assumptions);
  if (value?.zero) return ["zero"];
  if (namesIn(tree).some((symbol) => dependents.has(symbol))) return ["restates"];
  const isUpdate = part.kind === "update";
  const known = isUpdate ? updateErrors(tree, reference) : value ? gradientErrors(value, reference) : [];
  return known.length > 0 ? known : singleEdit(tree, reference, isUpdate);
}
