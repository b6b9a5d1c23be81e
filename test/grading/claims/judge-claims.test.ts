import { describe, expect, it } from "vitest";
import type { QuestionId } from "../../../src/autoencoder/question";
import { rubric } from "../../../src/autoencoder/question";
import { judge } from "../../../src/grading/judge";
import type { AnswerInput } from "../../../src/grading/verdict/verdict";
import { type FormPartId, forms } from "../../autoencoder/fixture";

const score = (part: QuestionId, answer: AnswerInput) => {
  const verdict = judge(part, answer);
  return `${verdict.verdict} ${verdict.score}/${verdict.maxScore}`;
};
const found = (part: QuestionId, answer: AnswerInput) =>
  judge(part, answer).misconceptions.map(({ id }) => id);

describe("judgeClaims, for part (f)", () => {
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
    it(`gives full marks for ${JSON.stringify(answer)}`, () =>
      expect(score("f", answer)).toBe("correct 2/2"));

  it("marks each claim separately, and names the misconceptions", () => {
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

describe("judgeClaims, for parts (g), (h) and (i)", () => {
  it("marks expressivity, accuracy and iterations in (g)", () => {
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

  it("accepts either right penalty or both in (h), and halves the marks for an extra wrong one", () => {
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
      "squared, because l2 pulls to zero and hinge pushes up",
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

  it("accepts only the forward pass in (i)", () => {
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

describe("judgeClaims, for contradictory claims", () => {
  const choices = (part: FormPartId) =>
    forms[part].fields.flatMap((field) =>
      field.several
        ? []
        : field.choices.flatMap((one) =>
            field.choices.filter((other) => other !== one).map((other) => [field, one.id, other.id] as const),
          ),
    );

  it("accepts neither claim in any order or form, and names the contradiction", () => {
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

  it("gives marks only for the claims without a contradiction", () => {
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

  it("accepts a claim that is made twice", () => {
    expect(score("i", "forward; the forward pass")).toBe("correct 1/1");
    expect(score("f", "No. Bigsby is wrong; high; worse; over-fitting")).toBe("correct 2/2");
  });
});

describe("judgeClaims, for free text", () => {
  const sentence = "With so many weights each training point can be learned by heart.";

  it("passes the text and its key points to a person, and does not score it", () => {
    const { verdict, score: marks, needsHuman, feedback } = judge("f", sentence);
    expect({ verdict, marks }).toEqual({ verdict: "invalid", marks: 0 });
    expect(needsHuman).toMatchObject({ text: sentence, marks: 2, found: [{ id: "over-fitting" }] });
    expect(needsHuman?.missing.map(({ id }) => id)).toEqual(["noise", "code"]);
    expect(feedback[0]).toContain(forms.f.example);
  });

  it("reads no claim into words that only resemble one", () => {
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

  it("leaves the marks for free text open, and still marks the claims beside it", () => {
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

  it("passes text to a person even if it can earn no marks", () => {
    const { verdict, needsHuman } = judge("i", "forward; why: it averages activations");
    expect(verdict).toBe("correct");
    expect(needsHuman).toMatchObject({ marks: 0, found: [{ id: "activations" }] });
  });

  it("gives the same score for any text", () => {
    for (const part of ["f", "g", "h", "i"] as const) {
      const all = (rubric.parts[part]?.keyPoints ?? []).flatMap(({ words }) => words).join(" ");
      for (const text of ["I do not know, sorry, it is late.", all])
        expect(judge(part, { comment: text }), part).toMatchObject({ score: 0, verdict: "invalid" });
    }
  });
});

describe("judge, for the exam's own words", () => {
  it.each([
    ["f", "No. Training accuracy might be high, but likely through over-fitting: worse test accuracy."],
    [
      "f",
      "No. Training accuracy might be high, but likely due to over-fitting, leading to worse test accuracy",
    ],
    [
      "g",
      "No added expressivity; similar training and test accuracy; perhaps a different number of iterations to get there.",
    ],
    ["h", "NLL or squared loss, either is accepted; NLL may handle a wide range of magnitudes of p̂_j better"],
    ["h", "NLL"],
    ["h", "Squared loss"],
    ["h", "Either NLL or squared loss"],
    ["i", "Forward pass"],
    ["i", "Forwards pass"],
  ])("gives full marks in (%s) and leaves nothing open: %s", (part, answer) => {
    const { verdict, score, maxScore, needsHuman } = judge(part, answer);
    expect({ verdict, score, needsHuman }).toEqual({ verdict: "correct", score: maxScore, needsHuman: null });
  });

  it.each([
    ["h", "hinge", "penalty-to-one"],
    ["h", "l2 norm", "penalty-to-nought"],
    ["i", "Backwards pass", "average-on-the-way-back"],
    ["i", "Gradient descent step", "average-at-the-update"],
  ])("knows the wrong option of (%s) %s", (part, answer, misconception) =>
    expect(judge(part, answer)).toMatchObject({ verdict: "incorrect", score: 0, misconception }),
  );

  it("does not read a wording that has one word more or less", () => {
    const answer =
      "No. Training accuracy might not be high, but likely by over-fitting: test accuracy is worse.";
    expect(judge("f", answer).score).toBeLessThan(2);
  });
});
