import { describe, expect, it } from "vitest";
import { misconceptions } from "../../../src/autoencoder/misconceptions";
import { formulaShape, parseFormula } from "../../../src/autoencoder/notation";
import type { QuestionId } from "../../../src/autoencoder/question";
import { symbols } from "../../../src/autoencoder/symbols";
import { judge } from "../../../src/grading/judge";
import { hint } from "../../../src/grading/student/check";
import { expressionIn } from "../../../src/notation/tree";
import { formulaIds, hasValue, hints, referenceOf, valueIn, vocabulary } from "../../autoencoder/fixture";

/** Returns every run of words in a text that could be a formula. */
function formulasIn(text: string): readonly string[] {
  const words = text.split(/\s+/).map((word) => word.replace(/^["“(]+(?=\w+["”)]?$)|["”,;:.?!]+$/g, ""));
  const symbol = new RegExp([...vocabulary.keys()].map((name) => name.replace(/\W/g, "\\$&")).join("|"));
  const found = new Set<string>();
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + 12); to++) {
      const run = words.slice(from, to).join(" ");
      if (symbol.test(run)) found.add(run);
    }
  return [...found];
}

const parsed = new Map<string, ReturnType<typeof parseFormula>>();
const read = (text: string) => {
  const known = parsed.get(text) ?? parseFormula(text);
  parsed.set(text, known);
  return known;
};

/** Returns the formulas in a text that equal the answer to a question in any reading. */
function answersIn(text: string, id: QuestionId): readonly string[] {
  const { tree, shape, assumptions } = referenceOf(id);
  const right = valueIn(tree, assumptions);
  if (!right) throw new Error(`${id} has no value`);
  return formulasIn(text).filter((run) => {
    const formula = read(run);
    return (
      formula.ok &&
      formula.readings.some((reading) => {
        const value = expressionIn(reading);
        return String(formulaShape(value)) === String(shape) && hasValue(value, right, assumptions, true);
      })
    );
  });
}

describe("answersIn", () => {
  it("finds an answer anywhere in a sentence", () => {
    expect(answersIn("It is dJ/dz2 a1^T, you see.", "d")).toContain("dJ/dz2 a1^T");
    expect(answersIn("Write W2 := W2 − η ∂J/∂W2.", "e").length).toBeGreaterThan(0);
    expect(answersIn("That is just dJ/dz2.", "dJ/db2")).toContain("dJ/dz2");
    expect(answersIn("Try (y - ypred).", "b")).toEqual([]);
  });
});

describe("feedback", () => {
  it.each(formulaIds)(
    "never contains the answer to %s in a message or hint",
    (id) => {
      const messages = [
        ...Object.values(misconceptions).flatMap(({ title, message, hint: advice }) => [
          title,
          message,
          advice,
        ]),
        ...Object.values(hints[id]),
        String(hint(id)),
      ];
      expect(messages.flatMap((text) => answersIn(text, id))).toEqual([]);
      // Every run of words in all messages is parsed, most of them for the first part.
    },
    120_000,
  );

  const wrong = [
    "",
    "…",
    "(",
    "5",
    "y - ypred",
    "2 (ypred - y)",
    "ypred + y",
    "dJ/dypred",
    "dJ/dypred df2/dz2",
    "dJ/dz2 a1",
    "dJ/dz2 * a1^T",
    "a1 dJ/dz2^T",
    "dJ/dz2 x^T + W1 x",
    "f1(W1^T x) dJ/dz2^T",
    "W2 + eta dJ/dW2",
    "W2 - eta dJ/dz2",
    "x^T x * y",
    "Ypred - y",
    "dJ/dw2",
    "W1 dJ/dz2",
    "dJ/da1",
    "dJ/dW2",
    "dJ/dz1 a1^T",
  ];

  it.each(formulaIds)("never adds the answer to %s to what the student wrote", (id) => {
    for (const answer of wrong) {
      const verdict = judge(id, answer);
      if (verdict.verdict === "correct") continue;
      const { feedback, hint: advice, reading, misconceptions: found } = verdict;
      const written = new Set(formulasIn(`${answer} ${reading ?? ""}`));
      const messages = [...feedback, advice ?? "", ...found.map(({ title }) => title)];
      const given = messages.flatMap((text) => answersIn(text, id)).filter((run) => !written.has(run));
      expect({ answer, given }).toEqual({ answer, given: [] });
    }
  });

  it("never names the right shape in part (a)", () => {
    const sizes = ["1", "d", "m"];
    for (const name of ["W1", "b1", "W2", "b2"]) {
      const right = symbols.find((symbol) => symbol.name === name)?.shape.join("×") ?? "";
      for (const rows of sizes)
        for (const columns of sizes) {
          const { verdict, feedback, hint: advice } = judge("a", { [name]: `${rows}×${columns}` });
          const about = feedback.filter((text) => text.startsWith(name) && !/no shape/.test(text));
          if (`${rows}×${columns}` === right) expect(about).toEqual([]);
          else {
            expect(verdict).toBe("incorrect");
            expect(about.join()).toMatch(/./);
            // The feedback may repeat the shapes that the question gives, such as z1 is m×1.
            const withoutGiven = about.join(" ").replace(/\b[az][12] is [dm]×1/g, "");
            expect(`${withoutGiven} ${advice}`).not.toContain(right);
          }
        }
    }
  });

  it("never names only the right claim after a wrong one", () => {
    for (const [part, answer, right] of [
      ["f", "yes; low; better; under-fitting", /\bno\b|over-fit|\bworse\b/i],
      ["g", "more; better; same", /\bsimilar\b/i],
      ["h", "l2", /\bNLL\b|squared/i],
      ["h", "hinge", /\bNLL\b|squared/i],
      ["i", "backward", /\bforward\b/i],
      ["i", "update", /\bforward\b/i],
    ] as const) {
      const { verdict, feedback, hint: advice } = judge(part, answer);
      expect(verdict).toBe("incorrect");
      expect(`${feedback.join(" ")} ${advice}`).not.toMatch(right);
    }
  });
});
