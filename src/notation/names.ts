import { nearestNames } from "../data/arguments";
import type { Shape } from "../question/question";
import { limits, refuse } from "./syntax-errors";
import type { Expression } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** Names that were read as a symbol of the question although they are written differently, such as "dW2 as dJ/dW2". */
export type Assumed = string[];

/** Turns names and numbers into leaves of the tree. With `assumed`, names that are merely close are accepted too. */
export interface Leaves {
  /** A symbol of the question, or an error that says which one was probably meant. */
  symbol(name: string, place: number, assumed?: Assumed): Expression;
  /** A function of the question. */
  knownFunction(name: string, place: number): string;
  /** The derivative of a function that is written without its argument, such as f2'. */
  slope(name: string, place: number, assumed?: Assumed): Expression;
  /** The function that people call σ or g: the one that acts on arguments of this shape. */
  activation(name: string, place: number, shape: Shape | undefined, assumed?: Assumed): string;
}

/** The leaves of a vocabulary. */
export function leavesOf({ words, functions, otherNames, loss, slopes }: Vocabulary): Leaves {
  const called = [...functions.keys()].filter((name) => name !== "diag" && !name.endsWith("'"));

  /** The symbol that other books call by this name, or that is written with other capitals. */
  function synonym(unknown: string): string | undefined {
    const [, top, bottom = /^d(?!.*\/)(.+)$/.exec(unknown)?.[1]] = /^d(.+)\/d(.+)$/.exec(unknown) ?? [];
    const isKnown = top !== undefined && (words.has(top) || functions.has(top));
    // dW2 and dJdW2 are dJ/dW2, and so is dL/dW2: other letters for the loss.
    const partials =
      isKnown || bottom === undefined ? [] : [bottom, bottom.replace(new RegExp(`^${loss}d`), "")];
    const names = [unknown, ...partials.map((of) => `d${loss}/d${of}`)].map(
      (one) => otherNames.get(one) ?? one,
    );
    const small = new Set(names.map((one) => one.toLowerCase()));
    return [...words.keys()].find((word) => small.has(word.toLowerCase()));
  }

  /** The names that were probably meant by an unknown one. */
  function meant(unknown: string): readonly string[] {
    const other = otherNames.get(unknown) ?? synonym(unknown);
    if (other !== undefined) return [other];
    const near = nearestNames(unknown, [...words.keys(), ...functions.keys()]);
    return near.length === 2 ? near : near.slice(0, 1);
  }

  /** Whether a name is a partial derivative with respect to a symbol of the question: then it has its own meaning. */
  const isMeaningful = (name: string): boolean =>
    words.has(/^d.+\/d(.+)$/.exec(name)?.[1] ?? "") && words.has(/^d(.+)\/d/.exec(name)?.[1] ?? "");

  const unknownFunction = (name: string, place: number): never =>
    refuse(
      "name",
      place,
      `${name} at ${place} is not a function of the question: it has ${called.join(" and ") || "none"}.`,
    );
  /** The function whose derivative a slope is: f1 for df1/dz1. */
  const functionOf = (slope: string): string | undefined => /^d(.+)\/d/.exec(slope)?.[1];

  return {
    symbol(name, place, assumed) {
      if (words.has(name)) return { type: "name", name };
      if (functions.has(name))
        return refuse("name", place, `${name} at ${place} is a function: write ${name}(…).`);
      if (name === "T")
        return refuse("name", place, `T at ${place} is not a symbol: the transpose is written ^T.`);
      if (assumed && name === "I") {
        assumed.push("I as the identity matrix");
        return { type: "number", digits: "1" };
      }
      const same = assumed && !isMeaningful(name) ? synonym(name) : undefined;
      if (assumed && same !== undefined) {
        assumed.push(`${name} as ${same}`);
        return { type: "name", name: same };
      }
      const names = meant(name);
      const shown = name.length > 30 ? `${name.slice(0, 30)}…` : name;
      const question = names.length > 0 ? `: did you mean ${names.join(" or ")}?` : ".";
      return refuse(
        "name",
        place,
        `${shown} at ${place} is not a symbol of the question${question}`,
        names.length > 0 ? names.join(" or ") : undefined,
      );
    },
    knownFunction: (name, place) => (functions.has(name) ? name : unknownFunction(name, place)),
    slope(name, place, assumed) {
      const slope = slopes.find((one) => `${functionOf(one)}'` === name);
      if (slope === undefined) return unknownFunction(name, place);
      if (!assumed)
        return refuse(
          "name",
          place,
          `${name} at ${place} has no argument: write ${name}(…), or ${slope}.`,
          slope,
        );
      assumed.push(`${name} as ${slope}`);
      return { type: "name", name: slope };
    },
    activation(name, place, shape, assumed) {
      const slope = slopes.find((one) => String(words.get(one)?.shape) === String(shape));
      const meaning = slope === undefined ? undefined : functionOf(slope);
      if (!assumed || meaning === undefined) return unknownFunction(name, place);
      assumed.push(`${name} as ${meaning}`);
      return meaning;
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
