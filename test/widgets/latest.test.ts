import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Latest } from "../../src/widgets/latest";

describe("requests that arrive faster than the work is done", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("run one at a time, always including the latest, and leave no queue", async () => {
    const step = fc.oneof(fc.constant("request" as const), fc.integer({ min: 1, max: 300 }));
    const law = fc.asyncProperty(fc.array(step), fc.integer({ min: 1, max: 400 }), async (steps, takes) => {
      let [wanted, seen, running, most] = [0, 0, 0, 0];
      const latest = new Latest(async () => {
        most = Math.max(most, ++running);
        seen = wanted;
        await new Promise((done) => setTimeout(done, takes));
        running -= 1;
      });
      for (const step of steps)
        if (step === "request") {
          wanted += 1;
          latest.request();
        } else await vi.advanceTimersByTimeAsync(step);
      await vi.runAllTimersAsync();
      await latest.settled();
      expect([seen, running, latest.isRunning]).toEqual([wanted, 0, false]);
      expect(most).toBeLessThanOrEqual(1);
    });
    await fc.assert(law);
  });

  test("abort the current run, but not in its first 0.1 s", async () => {
    const signals: AbortSignal[] = [];
    const aborted = () => signals.map((signal) => signal.aborted);
    const latest = new Latest((signal) => {
      signals.push(signal);
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
    });
    latest.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(aborted()).toEqual([false]);
    for (let i = 0; i < 5; i++) latest.request();
    await vi.advanceTimersByTimeAsync(1);
    expect(aborted()).toEqual([true, false]);
    latest.request();
    await vi.advanceTimersByTimeAsync(50);
    expect(aborted()).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(100);
    expect(aborted()).toEqual([true, true, false]);
  });

  test("made during a synchronous run are handled after it", () => {
    const order: string[] = [];
    const latest = new Latest(() => {
      order.push("begin");
      if (order.length < 3) latest.request();
      order.push("end");
      return undefined;
    });
    latest.request();
    expect(order).toEqual(["begin", "end", "begin", "end"]);
  });
});
