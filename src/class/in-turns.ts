/**
 * Does the work on every item, on at most `width` at a time, and gives the results in the order of the items.
 * An item is asked for only when there is room for it, so that few are in memory at once.
 */
export async function* inTurns<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const started: { readonly result: Promise<R>; ended: boolean }[] = [];
  const running = new Set<Promise<void>>();
  for await (const item of items) {
    const one = { result: work(item), ended: false };
    started.push(one);
    const end = () => {
      one.ended = true;
      running.delete(ended);
    };
    // An error is for whoever takes the result, below.
    const ended: Promise<void> = one.result.then(end, end);
    running.add(ended);
    if (running.size >= width) await Promise.race(running);
    while (started[0]?.ended) yield await (started.shift() as (typeof started)[0]).result;
  }
  for (const { result } of started) yield await result;
}
