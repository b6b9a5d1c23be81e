import type { Language, Outcome } from "../language/session";
import type { Done, ExecuteTask } from "../protocol/thread-messages";
import { toJson } from "../protocol/wire";
import type { Bundle } from "./bundle";
import { Cell, type Surroundings } from "./cell-output";
import { forgetHalfLoaded, Interrupted } from "./interrupt";

/**
 * One execution. It is written in steps, not as one async function: an interrupt may terminate the running
 * code without an error, and the execution must still be reported as done.
 */
export class Execution {
  readonly #cell: Cell;
  #result: string | undefined;
  #isOver = false;

  constructor(
    private readonly task: ExecuteTask,
    private readonly language: Language,
    surroundings: Surroundings,
    private readonly over: (done: Done) => void,
  ) {
    this.#cell = new Cell(surroundings, task.parent, task.code, task.silent);
  }

  get id(): number {
    return this.task.id;
  }

  start(): void {
    const { code, count } = this.task;
    this.#cell.run(() =>
      this.language
        .execute(code, (value) => this.#showResult(value), count)
        .then((outcome) => this.#finish(outcome))
        .catch((error: unknown) => this.#end(this.#failure(error))),
    );
  }

  /** Ends the execution with this error. What it still does is not shown. */
  interrupt(error: Error = new Interrupted()): void {
    this.language.interrupt();
    this.#end(this.#failure(error));
    this.#cell.interrupt();
  }

  #failure(error: unknown): Outcome {
    return { status: "error", ...this.language.describeError(error) };
  }

  #showResult(value: unknown): void {
    if (value === undefined) return;
    this.#cell.show(value, (data) => {
      this.#result = String(data["text/plain"]);
      this.#cell.publish("execute_result", { data, metadata: {}, execution_count: this.task.count });
    });
  }

  async #finish(outcome: Outcome): Promise<void> {
    await this.#cell.shown();
    if (isBrokenBySignal(outcome)) {
      forgetHalfLoaded();
      this.#end(this.#failure(new Interrupted()));
    } else this.#end(outcome, outcome.status === "ok" ? await this.#evaluate() : {});
  }

  /** Evaluates each of the request's expressions. */
  async #evaluate(): Promise<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const [name, expression] of Object.entries(this.task.expressions))
      values[name] = await this.#value(expression);
    return values;
  }

  async #value(expression: string): Promise<object> {
    let data: Bundle | undefined;
    const outcome = await this.language.execute(
      expression,
      (value) => {
        this.#cell.show(value, (bundle) => {
          toJson(bundle); // throws here, where the value still has a plain form, rather than in the reply
          data = bundle;
        });
      },
      this.task.count,
    );
    await this.#cell.shown();
    return outcome.status === "ok" ? { status: "ok", data: data ?? {}, metadata: {} } : outcome;
  }

  #end(outcome: Outcome, user_expressions: Record<string, unknown> = {}): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { id, count: execution_count } = this.task;
    const failed = outcome.status === "error";
    if (failed) {
      const { ename, evalue, traceback } = outcome;
      this.#cell.publish("error", { ename, evalue, traceback });
    }
    const payload = this.#cell.pages.map((data) => ({ source: "page", data, start: 0 }));
    const content = toJson({ ...outcome, execution_count, payload, user_expressions });
    this.over({ kind: "done", id, content, failed, result: this.#result });
  }
}

/** Whether SIGINT stopped a script: Node.js then throws its own error. */
const isBrokenBySignal = (outcome: Outcome): boolean =>
  outcome.status === "error" && outcome.evalue.startsWith("Script execution was interrupted by `SIGINT`");
