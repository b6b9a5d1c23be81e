import type { Data } from "plotly.js-dist";
import { refuse } from "../../data/arguments";
import { spread } from "../../data/statistics";
import { requireResults } from "../../experiments/core/experiment";
import type { Trace, TracedOperation } from "../../experiments/forward-pass/operation-trace";
import type { Deviation, ForwardPassResults, Moment } from "../../experiments/forward-pass/settings";
import { readable } from "../base/number";
import { colours, palette } from "../base/theme";
import { effectText } from "../values/claims";
import { type Figure, figure } from "./figure";

const passColours: Readonly<Record<TracedOperation["pass"], string>> = {
  forward: palette.blue,
  backward: palette.orange,
  update: palette.green,
};

/**
 * The trace of one step as a timeline: the operations in a lane for each point and one for all points, with the
 * moment at which p̂ is known.
 *
 * @param trace of `traceStep(…)`
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = random(2).matrix(3, 2);
 * const trace = traceStep(net, x, x, { penalty: penalties.kl, beta: 3, p: 0.05 }, 0.1);
 * traceFigure(trace).caption.slice(0, 59) // → "p̂ is known after operation 9 of 26, the last of the forwar"
 */
export function traceFigure(trace: Trace): Figure {
  if (!Array.isArray(trace?.operations)) refuse("trace", trace, "the result of traceStep");
  const { operations } = trace;
  const points = Math.max(0, ...operations.map(({ point }) => point ?? 0));
  const lanes = [...Array.from({ length: points }, (_, i) => `x${i + 1}`), "all points"];
  const laneOf = ({ point }: TracedOperation) => (point === null ? "all points" : `x${point}`);
  const pHat = operations.find(({ gives }) => gives === "p̂");
  const at = pHat?.order ?? 0;
  const needing = dependents(operations, "p̂");
  const passes = ["forward", "backward", "update"] as const;
  return figure({
    data: passes.map((pass): Data => {
      const own = operations.filter((operation) => operation.pass === pass);
      return {
        type: "bar",
        orientation: "h",
        name: pass,
        y: own.map(laneOf),
        x: own.map(() => 0.9),
        base: own.map(({ order }) => order - 0.95),
        text: own.map(({ gives }) => gives.replace(/ of x\d+$/, "")),
        textposition: "inside",
        insidetextanchor: "middle",
        textangle: -90,
        marker: {
          color: passColours[pass],
          line: {
            color: colours.mark,
            width: own.map(({ gives }) => (gives === "p̂" || needing.has(gives) ? 2 : 0)),
          },
        },
        customdata: own.map(
          ({ order, gives, formula, needs }) =>
            `${order}: ${gives} = ${formula}<br>reads ${needs.join(", ").replace(/((?:[^,]*, ){6})/g, "$1<br>")}`,
        ),
        hovertemplate: "%{customdata}<extra></extra>",
      };
    }),
    layout: {
      title: { text: "One step, operation by operation" },
      barmode: "overlay",
      bargap: 0.15,
      xaxis: { title: { text: "operations done" }, range: [0, operations.length], zeroline: false },
      yaxis: { title: { text: "point" }, categoryorder: "array", categoryarray: [...lanes].reverse() },
      shapes: [
        {
          type: "line",
          yref: "paper",
          ...{ x0: at, x1: at, y0: 0, y1: 1 },
          line: { color: colours.mark, width: 2, dash: "dash" },
        },
      ],
      annotations: [{ x: at + 1, y: "all points", xanchor: "left", text: "p̂ known", showarrow: false }],
    },
    caption: `p̂ is known after operation ${at} of ${operations.length}, the last of the forward pass. The ${needing.size} operations that depend on it (outlined) all come later.`,
  });
}

/** Everything that was computed from a value, directly or indirectly. */
function dependents(operations: readonly TracedOperation[], source: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { gives, needs } of operations)
    if (needs.some((name) => name === source || found.has(name))) found.add(gives);
  return found;
}

/**
 * The error of the penalty's gradient if p̂ comes from a batch of B points, or from all points one epoch ago, early
 * and late in training.
 *
 * @param results of `forwardPass(…)` or `recorded("forward-pass")`
 *
 * @example
 * const settings = { seeds: [1], m: 4, N: 50, epochs: 2, batchSizes: [10], batches: 2 };
 * forwardPassFigure(await forwardPass(settings)).data.length // → 2
 */
export function forwardPassFigure(results: ForwardPassResults): Figure {
  requireResults(results, "forward-pass");
  const { rows, configuration } = results;
  const { batchSizes } = configuration;
  const places: readonly { readonly label: string; readonly of: (moment: Moment) => Deviation }[] = [
    ...batchSizes.map((B) => ({
      label: `B = ${B}`,
      of: ({ batches }: Moment) =>
        (batches.find((batch) => batch.B === B) as Moment["batches"][number]).pHatOnly,
    })),
    { label: "last epoch", of: ({ lastEpoch }: Moment) => lastEpoch },
  ];
  const moments = [
    { name: "early", color: palette.teal, of: (row: ForwardPassResults["rows"][number]) => row.early },
    { name: "late", color: palette.purple, of: (row: ForwardPassResults["rows"][number]) => row.late },
  ];
  const errors = (place: (typeof places)[number], when: (typeof moments)[number]) =>
    spread(rows.map((row) => place.of(when.of(row)).relativeError));
  const cosines = (place: (typeof places)[number], when: (typeof moments)[number]) =>
    spread(rows.map((row) => place.of(when.of(row)).cosine)).mean ?? Number.NaN;
  const [early, late] = [rows[0]?.early.epoch, rows[0]?.late.epoch];
  return figure({
    data: moments.map(
      (when): Data => ({
        type: "bar",
        name: when === moments[0] ? `early (after epoch ${early})` : `late (after epoch ${late})`,
        x: places.map(({ label }) => label),
        y: places.map((place) => errors(place, when).mean ?? Number.NaN),
        error_y: { type: "data", array: places.map((place) => errors(place, when).sd ?? 0), visible: true },
        marker: { color: when.color },
        customdata: places.map((place) => cosines(place, when)),
        hovertemplate: `relative error %{y:.3f}, cosine %{customdata:.3f}<extra>${when.name}</extra>`,
      }),
    ),
    layout: {
      title: { text: "Error of the penalty's gradient with p̂ of a batch or of the last epoch" },
      xaxis: { title: { text: "source of p̂: B points, or the last epoch" } },
      yaxis: { title: { text: "relative error" }, rangemode: "tozero" },
    },
    caption: `Relative errors (mean ± sd over ${rows.length} ${rows.length === 1 ? "seed" : "seeds"}), early and late in training: ${places.map((place) => `${place.label} ${moments.map((when) => effectText(errors(place, when))).join(" and ")}`).join("; ")}. Cosines late: ${places.map((place) => `${place.label} ${readable(cosines(place, moments[1] as (typeof moments)[number]), 2)}`).join(", ")}.`,
  });
}
