import type { ConfigurationOf, Settings } from "../core/settings";
import { experimentNamed } from "./registry";

/** One cell of an experiment, as it is sent to a thread. */
export interface Job {
  readonly experiment: string;
  readonly configuration: ConfigurationOf<Settings>;
  readonly cell: unknown;
}

/** What a thread of a sweep does: a row for a cell. */
export default function work({ experiment, configuration, cell }: Job): Promise<unknown> {
  return experimentNamed(experiment).run(configuration, cell);
}
