import { readingsOf } from "./reader";
import type { Expression } from "./tree";

/** What the question says of its symbols, in its own notation. */
const texts: Readonly<Record<string, string>> = {
  z1: "W1 x + b1",
  a1: "f1(z1)",
  z2: "W2 a1 + b2",
  ypred: "f2(z2)",
  J: "1/2 (ypred - y)^T (ypred - y)",
  "df1/dz1": "f1'(z1)",
  "df2/dz2": "f2'(z2)",
  "da1/dz1": "df1/dz1",
  "dypred/dz2": "df2/dz2",
  "dz1/dW1": "x",
  "dz2/dW2": "a1",
  "dJ/dypred": "ypred - y",
  "dJ/dz2": "dJ/dypred * df2/dz2",
  "dJ/dW2": "dJ/dz2 a1^T",
  "dJ/db2": "dJ/dz2",
  "dJ/da1": "W2^T dJ/dz2",
  "dJ/dz1": "dJ/da1 * df1/dz1",
  "dJ/dW1": "dJ/dz1 x^T",
  "dJ/db1": "dJ/dz1",
};

/** What some symbols stand for, by their name; undefined frees a symbol of its relation. */
export type Relations = Readonly<Record<string, Expression | undefined>>;

/**
 * The relations of the question: each symbol that is not given, by those before it. Wherever one side
 * stands, the other may stand too.
 */
export const relations: Readonly<Record<string, Expression>> = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [name, expressionOf(text)]),
);

/** The expression that a text without := stands for. */
function expressionOf(text: string): Expression {
  const [formula] = readingsOf(text);
  if (!formula || "value" in formula) throw new Error(`"${text}" is no expression.`);
  return formula;
}
