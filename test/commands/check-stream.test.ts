import { PassThrough, Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { rubric } from "../../src/autoencoder/question";
import { checkStream } from "../../src/commands/check-stream";
import { judge } from "../../src/grading/judge";

/** What a stream of text gives: the parsed lines, and whether all of it held answers. */
async function checked(...chunks: readonly (string | Buffer)[]) {
  const output = new PassThrough();
  const written: string[] = [];
  output.on("data", (chunk) => written.push(String(chunk)));
  const whole = await checkStream(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), output, rubric);
  const lines = written.join("").split("\n");
  expect(lines.pop()).toBe("");
  return { whole, verdicts: lines.map((line) => JSON.parse(line)) };
}

describe("workbook check --stdin", () => {
  it("prints one verdict for each answer, in the same order", async () => {
    const asked = [
      { part: "b", answer: "y - ypred" },
      { part: "a", answer: { W1: "m×d", b1: "d×1" } },
      { part: "dJ/dW1", answer: "dJ/dz1 x^T" },
    ] as const;
    const { whole, verdicts } = await checked(asked.map((one) => JSON.stringify(one)).join("\n"));
    expect(whole).toBe(true);
    expect(verdicts).toEqual(asked.map(({ part, answer }, at) => ({ ...judge(part, answer), line: at + 1 })));
  });

  it("prints the documented fields in each verdict", async () => {
    const { verdicts } = await checked('{"part": "d", "answer": "a1 dJ/dz2^T"}\n');
    expect(verdicts[0]).toMatchObject({
      part: "d",
      verdict: "incorrect",
      score: 0,
      maxScore: 2,
      expectedShape: "d×m",
      shape: "m×d",
      reading: "a1 dJ/dz2^T",
      misconception: "transposed",
    });
    expect(verdicts[0].feedback).toContain("The answer should be d×m; yours is m×d (its transpose).");
  });

  it("reads earlier answers, to allow for errors carried forward", async () => {
    const line = { part: "d", answer: "dJ/dypred a1^T", earlier: { c: "dJ/dypred" } };
    expect((await checked(JSON.stringify(line))).verdicts[0]).toMatchObject({
      verdict: "correct",
      carriedFrom: "c",
    });
  });

  it("says what is wrong with a line, and continues", async () => {
    const broken = [
      "not JSON",
      '{"part": "d", "answer": "dJ/dz2',
      "[1, 2]",
      "null",
      '"d"',
      '{"part": "k", "answer": "x"}',
      '{"part": "constructor", "answer": "x"}',
      '{"answer": "x"}',
      '{"part": "d"}',
      '{"part": "d", "answer": 5}',
      '{"part": "a", "answer": {"W1": ["m", "d"]}}',
      '{"part": "d", "answer": "x", "earlier": "c"}',
    ];
    const fine = '{"part": "i", "answer": "forward"}';
    const { whole, verdicts } = await checked(broken.flatMap((line) => [line, fine]).join("\n"));
    expect(whole).toBe(false);
    expect(verdicts).toHaveLength(2 * broken.length);
    for (const [index, verdict] of verdicts.entries()) {
      if (index % 2 === 1) expect(verdict.verdict).toBe("correct");
      else {
        expect(verdict).toMatchObject({
          part: null,
          verdict: "invalid",
          score: 0,
          problem: "line",
          line: index + 1,
        });
        expect(verdict.feedback[0]).toMatch(new RegExp(`^Line ${index + 1}: .*\\.$`));
      }
    }
  });

  it("answers every line, also empty ones, with Windows line ends, a byte order mark or any chunks", async () => {
    const text = '\ufeff{"part": "i", "answer": "forward"}\r\n\r\n{"part": "b", "answer": "ŷ − y"}\r\n';
    const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
    const { whole, verdicts } = await checked(...bytes);
    expect(whole).toBe(false);
    expect(verdicts.map(({ verdict, line }) => [line, verdict])).toEqual([
      [1, "correct"],
      [2, "invalid"],
      [3, "correct"],
    ]);
  });

  it("rejects a line without an end, and does not store it", async () => {
    const piece = "x".repeat(1_000_000);
    const { verdicts } = await checked(...Array(50).fill(piece), '\n{"part": "i", "answer": "forward"}\n');
    expect(verdicts[0].feedback[0]).toBe("Line 1: the line is longer than 1000000 characters.");
    expect(verdicts[1].verdict).toBe("correct");
  });

  it("reads no faster than its verdicts are read", async () => {
    let read = 0;
    const input = new Readable({
      highWaterMark: 1,
      read() {
        read++;
        this.push(read > 500 ? null : '{"part": "i", "answer": "forward"}\n');
      },
    });
    let release: () => void = () => {};
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        release = done;
      },
    });
    const done = checkStream(input, slow, rubric);
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBeLessThan(10);
    const pump = setInterval(() => release(), 0);
    expect(await done).toBe(true);
    clearInterval(pump);
    expect(read).toBe(501);
  });
});
