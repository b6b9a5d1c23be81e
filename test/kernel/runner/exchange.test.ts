import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Exchange } from "../../../src/kernel/runner/exchange";
import { message } from "../../../src/kernel/runner/message";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const reply = message("s", "execute_reply", { status: "ok" });
const idle = message("s", "status", { execution_state: "idle" });
const printed = message("s", "stream", { name: "stdout", text: "text" });

/** Whether it settles within so many milliseconds. */
async function settles(exchange: Exchange, within = 0): Promise<boolean> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  exchange.settled.then(note, note);
  await vi.advanceTimersByTimeAsync(within);
  return settled;
}

test("it does not matter which comes first, the reply or idle", async () => {
  for (const [first, second] of [
    [reply, idle],
    [idle, reply],
  ] as const) {
    const exchange = new Exchange("execute_request", "reply and idle", undefined);
    exchange.add(first);
    expect(await settles(exchange)).toBe(false);
    exchange.add(second);
    expect(await settles(exchange)).toBe(true);
  }
});

test("a lost idle is waited for while outputs come, and a little longer", async () => {
  const exchange = new Exchange("execute_request", "reply and idle", undefined);
  exchange.add(reply);
  for (let i = 0; i < 10; i++) {
    expect(await settles(exchange, 1900)).toBe(false);
    exchange.add(printed);
  }
  expect(await settles(exchange, 2000)).toBe(true);
});

test("a lost reply is waited for as long as was said", async () => {
  const exchange = new Exchange("execute_request", "reply and idle", 500);
  exchange.add(idle);
  expect(await settles(exchange, 499)).toBe(false);
  expect(await settles(exchange, 1)).toBe(true);
  await expect(exchange.settled).rejects.toThrow("did not answer the execute_request within 500 ms");
});
