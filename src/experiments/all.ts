import type { AnyExperiment } from "./experiment";
import { hiddenSizeExperiment } from "./hidden-size";

/** The experiments of parts (f) to (i), by name. */
export const experiments: ReadonlyMap<string, AnyExperiment> = new Map(
  ([hiddenSizeExperiment] as const).map((experiment): [string, AnyExperiment] => [
    experiment.name,
    experiment,
  ]),
);
