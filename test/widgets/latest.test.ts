import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Latest } from "../../src/widgets/latest";

describe("work that is asked for faster than it can be done", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("runs one at a time, the latest request always among them, and leaves nothing behind", async () => {
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

  test("is told to end when there is newer, but not before it has had its 0.1 s", async () => {
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

  test("without a promise is done when it returns; what it asks for itself comes after", () => {
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
