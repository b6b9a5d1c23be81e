/// <reference lib="dom" />
/** Runs in a page. Returns the words in drawn figures that are cut off at the edge, and pairs of words that overlap. */
export function wordsInTheWay(): { words: number; outside: string[]; over: string[] } {
  const plots = [...document.querySelectorAll(".workbook-plot")].map((plot) => ({
    frame: plot.getBoundingClientRect(),
    words: [...plot.querySelectorAll(".main-svg text")]
      .filter((text) => text.textContent)
      .map((text) => ({ word: text.textContent ?? "", box: text.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0),
  }));
  const outside = plots.flatMap(({ frame, words }) =>
    words
      .filter(
        ({ box }) =>
          box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1,
      )
      .map(({ word }) => word),
  );
  const over = plots.flatMap(({ words }) =>
    words.flatMap(({ word, box: a }, i) =>
      words
        .slice(i + 1)
        .filter(
          ({ box: b }) =>
            a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1,
        )
        .map((other) => `${word} | ${other.word}`),
    ),
  );
  return { words: plots.flatMap(({ words }) => words).length, outside, over };
}
