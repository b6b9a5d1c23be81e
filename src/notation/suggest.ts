import { nearestNames } from "../data/arguments";
import { functions, vocabulary } from "./vocabulary";

/** What other books and programs call the question's symbols. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["yhat", "ypred"],
  ["a2", "ypred"],
  ["dJ/da2", "dJ/dypred"],
  ["dJ/dy", "dJ/dypred"],
  ["dJ/dyhat", "dJ/dypred"],
  ["dypred/dz", "df2/dz2"],
  ["delta1", "dJ/dz1"],
  ["delta2", "dJ/dz2"],
  ["transpose", "^T"],
  ["alpha", "eta"],
  ["lr", "eta"],
]);

/** The name of the notation that was probably meant by an unknown one; two where both are as near. */
export function suggest(unknown: string): string | undefined {
  const near = nearestNames(unknown, [...vocabulary.keys(), ...Object.keys(functions)]);
  return elsewhere.get(unknown) ?? (near.length === 2 ? near.join(" or ") : near[0]);
}
