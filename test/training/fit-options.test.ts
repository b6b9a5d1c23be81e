import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { schedules } from "../../src/index";

const steps = Array.from({ length: 3001 }, (_, s) => s / 3000);

describe("schedules", () => {
  it("follow the cosine within rounding", () => {
    for (const t of steps)
      expect(Math.abs(schedules.cosine(t) - (1 + Math.cos(Math.PI * t)) / 2)).toBeLessThan(2 ** -51);
  });

  it("start at 1, end at 0 and never rise", () => {
    expect([schedules.constant(), schedules.linear(0), schedules.cosine(0)]).toEqual([1, 1, 1]);
    expect([schedules.linear(1), schedules.cosine(0.5)]).toEqual([0, 0.5]);
    expect(schedules.cosine(1)).toBeCloseTo(0, 15);
    for (const name of ["linear", "cosine"] as const)
      expect(steps.slice(1).every((t, s) => schedules[name](t) <= schedules[name](steps[s] ?? 0))).toBe(true);
  });

  it("have the same bits on every machine", () => {
    const bits = Float64Array.from(steps, schedules.cosine);
    const digest = createHash("sha256").update(Buffer.from(bits.buffer)).digest("hex");
    expect(digest.slice(0, 16)).toBe("67273b78e15b6ef1");
  });
});
