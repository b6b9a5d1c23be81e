/** Where the first `points` Unicode code points of a text end, in JavaScript's count of UTF-16 units. */
export function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left--)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** How many Unicode code points the first `units` UTF-16 units of a text hold: Jupyter counts in these. */
export const pointsOf = (text: string, units: number): number => [...text.slice(0, units)].length;
