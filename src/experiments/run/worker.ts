import type { ConfigurationOf, Settings } from "../core/settings";
import { experimentNamed } from "./registry";

/** One cell of an experiment, as it is sent to a thread. */
export interface Job {
  readonly experiment: string;
  readonly configuration: ConfigurationOf<Settings>;
  readonly cell: unknown;
}

/** The function that each thread of a sweep runs: computes the row of a cell. */
export default function work({ experiment, configuration, cell }: Job): Promise<unknown> {
  return experimentNamed(experiment).run(configuration, cell);
}
