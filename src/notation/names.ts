import { nearestNames } from "../data/arguments";
import { limits, refuse } from "./syntax-errors";
import type { Expression } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** Turns names and numbers into leaves of the tree. */
export interface Leaves {
  /** A symbol of the question, or an error that says which one was probably meant. */
  symbol(name: string, place: number): Expression;
  /** A function of the question. */
  knownFunction(name: string, place: number): string;
}

/** The leaves of a vocabulary. */
export function leavesOf({ words, functions, otherNames }: Vocabulary): Leaves {
  const called = [...functions.keys()].filter((name) => name !== "diag" && !name.endsWith("'"));

  /** The name that was probably meant by an unknown one; two where both are equally near. */
  function suggest(unknown: string): string | undefined {
    const near = nearestNames(unknown, [...words.keys(), ...functions.keys()]);
    return otherNames.get(unknown) ?? (near.length === 2 ? near.join(" or ") : near[0]);
  }

  return {
    symbol(name, place) {
      if (words.has(name)) return { type: "name", name };
      if (functions.has(name))
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
    },
    knownFunction(name, place) {
      if (functions.has(name)) return name;
      return refuse(
        "name",
        place,
        `${name} at ${place} is not a function of the question: it has ${called.join(" and ") || "none"}.`,
      );
    },
  };
}

/** A number without redundant zeros: equal numbers become equal trees. */
export function numberLeaf(typed: string, place: number): Expression {
  const [whole = "", decimals = ""] = typed.split(".");
  const [before, after] = [whole.replace(/^0+/, "") || "0", decimals.replace(/0+$/, "")];
  const digits = after ? `${before}.${after}` : before;
  if (digits.length > limits.digits)
    return refuse("limit", place, `The number at ${place} has more than ${limits.digits} digits.`);
  return { type: "number", digits };
}
