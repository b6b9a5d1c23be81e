import { describe, expect, it } from "vitest";
import { misconceptions } from "../../src/autoencoder/misconceptions";
import type { QuestionId } from "../../src/autoencoder/question";
import { parts, rubric } from "../../src/autoencoder/question";
import { judge } from "../../src/grading/judge";
import type { AnswerInput } from "../../src/grading/verdict/verdict";
import { type FormPartId, forms } from "../question-fixture";

const score = (part: QuestionId, answer: AnswerInput) => {
  const verdict = judge(part, answer);
  return `${verdict.verdict} ${verdict.score}/${verdict.maxScore}`;
};
const found = (part: QuestionId, answer: AnswerInput) =>
  judge(part, answer).misconceptions.map(({ id }) => id);

describe("the rubric", () => {
  it("adds up to the points of each part", () => {
    for (const { id, points } of parts) expect(judge(id, "").maxScore, id).toBe(points);
  });

  it("marks fields and choices that there are, and says of every wrong one what it shows", () => {
    for (const [part, { fields }] of Object.entries(forms))
      for (const { id, choices, free } of fields)
        for (const choice of choices) {
          const marks = rubric.parts[part]?.fields[id];
          if ((marks?.[choice.id] ?? 0) > 0) expect(choice.misconception, choice.id).toBeUndefined();
          else
            expect(misconceptions, `${part} ${id} ${choice.id}`).toHaveProperty(
              choice.misconception ?? "none",
            );
          expect(free || marks, id).toBeTruthy();
        }
  });
});

describe("the shapes of part (a)", () => {
  for (const answer of [
    "W1: m×d, b1: m×1, W2: d×m, b2: d×1",
    "m×d, m×1, d×m, d×1",
    "m x d; m x 1; d x m; d x 1",
    "mxd mx1 dxm dx1",
    "(m, d), (m, 1), (d, m), (d, 1)",
    "W_1 = (m,d)\nb_1 = (m,1)\nW_2 = (d,m)\nb_2 = (d,1)",
    "b2: d by 1, W2: d by m, b1: m by 1, W1: m by d",
    "$W_1 \\in \\mathbb{R}^{m \\times d}$, $b_1 \\in \\mathbb{R}^{m \\times 1}$, $W_2 \\in \\mathbb{R}^{d \\times m}$, $b_2 \\in \\mathbb{R}^{d \\times 1}$",
    "W⁽¹⁾ ∈ ℝ^{m×d}, b⁽¹⁾ ∈ ℝ^{m×1}, W⁽²⁾ ∈ ℝ^{d×m}, b⁽²⁾ ∈ ℝ^{d×1}",
    "W₁ is m×d, b₁ is m×1, W₂ is d×m and b₂ is d×1",
    "W1 m*d, b1 m*1, W2 d*m, b2 d*1",
    { W1: "m×d", b1: "m×1", W2: "d×m", b2: "d×1" },
    { W1: "(m, d)", b1: "m, 1", W2: "d x m", b2: "[d, 1]" },
    "W1: m×d, b1 ∈ ℝ^m, W2: d×m, b2 ∈ \\mathbb{R}^{d}",
    "W1: (m, d), b1: (m,), W2: (d, m), b2: (d,)",
    "The shapes are: W1 has m×d, b1 is a column m×1; W2 is a matrix d×m and b2 should be d×1.",
    { W1: "m×d", b1: "\\mathbb{R}^m", W2: "d x m", b2: "(d,)" },
  ] as const)
    it(`are read as they are written: ${JSON.stringify(answer)}`, () => {
      expect(score("a", answer)).toBe("correct 2/2");
      expect(judge("a", answer).reading).toBe("W1: m×d, b1: m×1, W2: d×m, b2: d×1");
    });

  it("count for themselves, half a mark each", () => {
    expect(score("a", "W1: m×d, b1: m×1, W2: m×d, b2: d×1")).toBe("incorrect 1.5/2");
    expect(score("a", { W1: "m×d" })).toBe("incorrect 0.5/2");
    expect(score("a", { W1: "m×d", b1: "…", W2: "…", b2: "…" })).toBe("incorrect 0.5/2");
    expect(judge("a", "d×m, 1×m, m×d, m×1").fields.map(({ verdict }) => verdict)).toEqual(
      Array(4).fill("incorrect"),
    );
  });

  it("that are wrong are told why, in letters", () => {
    expect(found("a", { W1: "d×m" })).toEqual(["shape-transposed"]);
    expect(judge("a", { W1: "d×m" }).feedback[0]).toContain("cannot multiply d×m by d×1");
    expect(judge("a", { W2: "m×m" }).feedback.join(" ")).toContain("W2 a1 would be m×1, and z2 is d×1");
    expect(found("a", { b1: "1×m", b2: "m×1", W2: "m×m", W1: "1×1" })).toEqual([
      "shape-other",
      "shape-row",
      "shape-square",
      "shape-other-layer",
    ]);
    expect(found("a", { b1: "10d×1" })).toEqual(["shape-other"]);
  });

  it("that come with a doubt, twice, or with a third size earn nothing and are left to a person", () => {
    for (const [answer, said] of [
      ["W1: not m×d", "I did not understand “not”"],
      ["not m×d", "I did not understand “not”"],
      ["W1: m×d or d×m", "m×d and d×m are both given"],
      ["W1: m×d (not d×m)", "m×d and d×m are both given"],
      ["W1: m×d, b1: m×1, W1: d×m", "m×d and d×m are both given"],
      ["W1: m×d×7", "a shape has two sizes; here are more"],
      ["W1: 7×m×d", "a shape has two sizes; here are more"],
      ["W1: m×d if the input is tall", "I did not understand “if the input is tall”"],
      ["W1: m", "m is one size, and a shape has two"],
      [{ W1: "m×d; d×m" }, "m×d and d×m are both given"],
    ] as const) {
      const { fields, feedback, needsHuman } = judge("a", answer);
      expect(fields[0], JSON.stringify(answer)).toMatchObject({ field: "W1", verdict: "invalid", score: 0 });
      expect(feedback.join(" "), JSON.stringify(answer)).toContain(`W1: ${said}`);
      expect(needsHuman?.marks, JSON.stringify(answer)).toBe(0.5);
    }
    expect(score("a", "W1: not m×d, b1: m×1 or 1×m, W2: d×m or m×d, b2: d×1×7")).toBe("invalid 0/2");
    expect(score("a", "m×d, m×1 or 1×m, d×m, d×1")).toBe("incorrect 1.5/2");
    expect(judge("a", "no idea").needsHuman?.marks).toBe(2);
  });

  it("that are given twice the same way count", () =>
    expect(score("a", "W1: m×d, b1: m×1, W2: d×m, b2: d×1, W1: m×d")).toBe("correct 2/2"));

  it("that are none cost nothing, and say what was meant", () => {
    const { fields, feedback, score: marks } = judge("a", "W1: m×d, b1: M×1, W2: d×m, b2: d×1");
    expect(marks).toBe(1.5);
    expect(fields[1]).toMatchObject({ field: "b1", verdict: "invalid" });
    expect(feedback).toEqual(["b1: M is not a size of the question. Did you mean m?"]);
    expect(judge("a", "no idea")).toMatchObject({ verdict: "invalid", score: 0, problem: "field" });
    expect(judge("a", { W1: "", b1: "…", W2: "?", b2: " " })).toMatchObject({
      verdict: "invalid",
      problem: "empty",
    });
  });
});

describe("the claims of part (f)", () => {
  const right: readonly AnswerInput[] = [
    "right: no; training: high; test: worse; why: over-fitting",
    "no; high; worse; overfitting",
    "No, might be high, worse, over-fitting",
    "why: overfits\ntest: lower\ntraining accuracy: probably very good\nis Bigsby right: no",
    { right: "No.", training: "high", test: "worse", why: "Because of over-fitting" },
    { bigsby: "wrong", train: "better", testing: "poorer", reason: "over fitting" },
    "right: no, training: high, test: worse, why: over-fitting",
    "No; training accuracy high; test accuracy worse; over-fitting",
    "No, it will overfit: training accuracy is high but test accuracy is worse because it learns the noise.",
    "Bigsby is wrong. Training accuracy will be high and the test accuracy low, since the network over-fits.",
    "No it overfits, so the training accuracy goes up and the test accuracy goes down",
    "No. Training accuracy might be high, but likely through over-fitting: worse test accuracy.",
  ];
  for (const answer of right)
    it(`are read as they are written: ${JSON.stringify(answer)}`, () =>
      expect(score("f", answer)).toBe("correct 2/2"));

  it("count for themselves, and show what is misunderstood", () => {
    expect(score("f", "no; high; same; over-fitting")).toBe("incorrect 1.5/2");
    expect(found("f", "no; high; same; over-fitting")).toEqual(["test-unharmed"]);
    expect(found("f", "yes; low; better; under-fitting")).toEqual(["wider-is-better", "wide-cannot-fit"]);
    expect(score("f", "yes; low; better; under-fitting")).toBe("incorrect 0/2");
    expect(score("f", "no; high; not worse; over-fitting")).toBe("incorrect 1.5/2");
    expect(score("f", "No; training high, test worse because it memorises.")).toBe("incorrect 1.5/2");
    expect(score("f", "no, because it overfits")).toBe("incorrect 1/2");
    expect(score("f", "training and test accuracy are both high")).toBe("incorrect 0.5/2");
  });
});

describe("the claims of parts (g), (h) and (i)", () => {
  it("(g): expressivity, accuracy in training and test, and iterations", () => {
    for (const answer of [
      "same; similar; different",
      "expressivity: no more; accuracy: about the same; iterations: may differ",
      { expressivity: "same", training: "similar", test: "comparable", iterations: "more" },
      "No more expressive; similar training and test accuracy; perhaps a different number of iterations",
      "No added expressivity, similar training and test accuracy, perhaps a different number of iterations",
      "It is no more expressive than before. Both accuracies are about the same, but it takes more iterations.",
    ])
      expect(score("g", answer), JSON.stringify(answer)).toBe("correct 2/2");
    expect(score("g", "same; similar; same")).toBe("incorrect 1.5/2");
    expect(found("g", "more; better; fewer")).toEqual(["deeper-is-richer"]);
    expect(found("g", { training: "worse", test: "similar" })).toEqual(["linear-layers-harm"]);
  });

  it("(h): either of the two that do it, or both; a wrong one beside them costs half", () => {
    for (const answer of [
      "NLL",
      "nll",
      "squared",
      "the squared loss",
      "KL divergence",
      "NLL or squared",
      "nll, squared",
      "either NLL or squared loss",
      "squared, because minimum at phat = p",
      "NLL, since KL is minimal at p",
      "squared, because l2 pulls to nought and hinge pushes up",
      "squared, not l2",
      "NLL. The squared loss would do as well.",
      "NLL or squared, not hinge or l2",
    ])
      expect(score("h", answer), answer).toBe("correct 2/2");
    expect(score("h", "NLL, l2")).toBe("incorrect 1/2");
    expect(score("h", "penalty: NLL; penalty: hinge")).toBe("incorrect 1/2");
    expect(score("h", "NLL; l2")).toBe("incorrect 1/2");
    expect(score("h", "hinge and l2")).toBe("incorrect 0/2");
    expect(score("h", "not squared but l2")).toBe("incorrect 0/2");
    expect(score("h", "neither hinge nor l2")).toBe("invalid 0/2");
    expect(found("h", "hinge and l2")).toEqual(["penalty-to-one", "penalty-to-nought"]);
  });

  it("(i): the forward pass", () => {
    for (const answer of [
      "forward",
      "Forward.",
      "the forward pass",
      "on the forward pass",
      "In the forward pass",
      "the forward pass of course",
      "It is computed during the forward pass.",
      "The forward pass, not the backward pass or the update.",
      "On the forward pass, before backprop needs it",
      { pass: "forward" },
    ])
      expect(score("i", answer), JSON.stringify(answer)).toBe("correct 1/1");
    expect(found("i", "backprop")).toEqual(["average-on-the-way-back"]);
    expect(found("i", "the weight update")).toEqual(["average-at-the-update"]);
    expect(score("i", "not forward").startsWith("invalid")).toBe(true);
  });
});

describe("an answer that says two things", () => {
  const choices = (part: FormPartId) =>
    forms[part].fields.flatMap((field) =>
      field.several
        ? []
        : field.choices.flatMap((one) =>
            field.choices.filter((other) => other !== one).map((other) => [field, one.id, other.id] as const),
          ),
    );

  it("claims neither of them, in whatever order and form it says them, and is told so by name", () => {
    for (const part of ["f", "g", "h", "i"] as const)
      for (const [{ id, label }, one, other] of choices(part))
        for (const answer of [
          `${id}: ${one}; ${id}: ${other}`,
          `${id}: ${one}\n${id}: ${other}`,
          { [id]: `${one}; ${other}` },
          { [id]: `${one} or ${other}` },
        ]) {
          const { fields, feedback, needsHuman } = judge(part, answer);
          const about = JSON.stringify(answer);
          expect(
            fields.find(({ field }) => field === id),
            about,
          ).toMatchObject({
            verdict: "invalid",
            score: 0,
          });
          expect(
            feedback.find((said) => said.startsWith(label)),
            about,
          ).toContain("both claimed");
          expect(needsHuman?.marks, about).toBeGreaterThan(0);
        }
  });

  it("is worth no more than its halves", () => {
    expect(
      score(
        "f",
        "right: no; right: yes; training: high; training: low; test: worse; test: better; why: over-fitting; why: under-fitting",
      ),
    ).toBe("invalid 0/2");
    expect(score("f", "right: no; right: yes; training: high; test: worse; why: over-fitting")).toBe(
      "incorrect 1.5/2",
    );
    expect(score("i", "forward; backward")).toBe("invalid 0/1");
    expect(score("i", "forward. It is not the forward pass.")).toBe("invalid 0/1");
    expect(score("h", "squared. The hinge does it.")).toBe("invalid 0/2");
  });

  it("may say one thing twice", () => {
    expect(score("i", "forward; the forward pass")).toBe("correct 1/1");
    expect(score("f", "No. Bigsby is wrong; high; worse; over-fitting")).toBe("correct 2/2");
  });
});

describe("what is no text", () => {
  it("is refused with what came and what was expected", () => {
    const refused = (answer: unknown) => () => judge("f", answer as AnswerInput);
    expect(refused(null)).toThrow('The answer is null, expected a text such as "…"');
    expect(refused(undefined)).toThrow("The answer is missing, expected");
    expect(refused(["no"])).toThrow('The answer is ["no"], expected');
    expect(refused({ right: ["no", "yes"] })).toThrow(
      'The answer has ["no","yes"] at right, expected a text',
    );
  });

  it("or is far too long, is not read", () => {
    for (const [part, answer] of [
      ["a", "W1: m×d, ".repeat(2000)],
      ["h", "NLL or ".repeat(200_000)],
      ["i", { pass: "forward ".repeat(2000) }],
    ] as const)
      expect(judge(part, answer)).toMatchObject({ verdict: "invalid", problem: "limit", score: 0 });
  });
});

describe("words of one's own", () => {
  const sentence = "With so many weights each training point can be learned by heart.";

  it("are kept for a person with the key points they mention, and never scored", () => {
    const { verdict, score: marks, needsHuman, feedback } = judge("f", sentence);
    expect({ verdict, marks }).toEqual({ verdict: "invalid", marks: 0 });
    expect(needsHuman).toMatchObject({ text: sentence, marks: 2, found: [{ id: "over-fitting" }] });
    expect(needsHuman?.missing.map(({ id }) => id)).toEqual(["noise", "code"]);
    expect(feedback[0]).toContain(forms.f.example);
  });

  it("that only look like a claim make none", () => {
    for (const [part, answer] of [
      ["f", "no idea"],
      ["f", "the training error is low, the test error is high"],
      ["f", "the training data is high dimensional"],
      ["f", "the training accuracy is not high"],
      ["i", "not forward"],
      ["i", "forward if it is given the averages of all hidden units of all the points before"],
      ["i", "banana"],
    ] as const)
      expect(judge(part, answer), answer).toMatchObject({
        verdict: "invalid",
        score: 0,
        needsHuman: { marks: judge(part, "").maxScore },
      });
  });

  it("beside claims leave their own marks open, and take none away", () => {
    const answer = { right: "no", training: "high", test: "worse", why: "It learns the noise by heart." };
    expect(score("f", answer)).toBe("incorrect 1.5/2");
    expect(judge("f", answer)).toMatchObject({
      hint: null,
      misconceptions: [],
      needsHuman: {
        text: "It learns the noise by heart.",
        marks: 0.5,
        found: [{ id: "over-fitting" }, { id: "noise" }],
      },
    });
  });

  it("that earn nothing are kept all the same", () => {
    const { verdict, needsHuman } = judge("i", "forward; why: it averages activations");
    expect(verdict).toBe("correct");
    expect(needsHuman).toMatchObject({ marks: 0, found: [{ id: "activations" }] });
  });

  it("earn the same whatever they say", () => {
    for (const part of ["f", "g", "h", "i"] as const) {
      const all = (rubric.parts[part]?.keyPoints ?? []).flatMap(({ words }) => words).join(" ");
      for (const text of ["I do not know, sorry, it is late.", all])
        expect(judge(part, { comment: text }), part).toMatchObject({ score: 0, verdict: "invalid" });
    }
  });
});
