import { type Choice, trainLive } from "./live-training";

/** What the worker tells the page: records on the way, at the end that it is done, or why it failed. */
export type Told =
  | { readonly record: Awaited<ReturnType<typeof trainLive>>; readonly isLast: boolean }
  | { readonly error: string };

addEventListener("message", async ({ data }: MessageEvent<Choice>) => {
  const tell = (told: Told) => postMessage(told);
  try {
    const record = await trainLive(data, (one) => tell({ record: one, isLast: false }));
    tell({ record, isLast: true });
  } catch (error) {
    tell({ error: String(error) });
  }
});
