import { type Choice, trainLive } from "./live-training";

/** The worker's messages: a record, with the last one marked, or why it failed. */
export type Message =
  | { readonly record: Awaited<ReturnType<typeof trainLive>>; readonly isLast: boolean }
  | { readonly error: string };

addEventListener("message", async ({ data }: MessageEvent<Choice>) => {
  const send = (message: Message) => postMessage(message);
  try {
    const record = await trainLive(data, (one) => send({ record: one, isLast: false }));
    send({ record, isLast: true });
  } catch (error) {
    send({ error: String(error) });
  }
});
