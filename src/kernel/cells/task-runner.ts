import { answerWithoutWidgets, Comms } from "../comm/comms";
import type { ErrorReport, Language } from "../language/session";
import { log } from "../protocol/log";
import type {
  CommTask,
  CursorTask,
  Done,
  ExecuteTask,
  FromCells,
  Interrupt,
  Task,
} from "../protocol/thread-messages";
import { toJson } from "../protocol/wire";
import { Cell, currentCell, type Surroundings } from "./cell-output";
import { Execution } from "./execution";
import { Interrupts, timersOfInterrupted } from "./interrupt";

/** The main thread: runs the tasks that the server thread sends. */
export class Cells implements Surroundings {
  /** Output outside of cells has no parent. */
  readonly #nowhere = new Cell(this, "{}", "");
  readonly comms = new Comms({
    transmit: (type, content, extras) => (currentCell() ?? this.#nowhere).transmit(type, content, extras),
    origin: () => (currentCell() ?? this.#nowhere).origin,
    log,
  });
  readonly #interrupts: Interrupts;
  #execution: Execution | undefined;
  /** The current task. It is still set after an interrupt has stopped it. */
  #task: number | undefined;

  constructor(
    private readonly language: Language,
    readonly post: (message: FromCells) => void,
    gate: Int32Array,
  ) {
    this.#interrupts = new Interrupts(post, gate);
    answerWithoutWidgets(this.comms);
  }

  describe(error: unknown): ErrorReport {
    return this.language.describeError(error);
  }

  do(task: Task): void {
    if (task.kind === "execute") {
      this.#execute(task);
      return;
    }
    this.#task = task.id;
    try {
      this.#done(task.id, this.#answer(task));
    } catch (error) {
      this.#done(task.id, this.#failure(error), true);
    }
  }

  #done(id: number, content: object, failed = false): void {
    this.#task = undefined;
    this.post({ kind: "done", id, content: toJson(content), failed });
  }

  #failure(error: unknown): object {
    return { status: "error", ...this.describe(error) };
  }

  #execute(task: ExecuteTask): void {
    const over = (done: Done) => {
      this.#execution = undefined;
      this.post(done);
    };
    this.#execution = new Execution(task, this.language, this, over);
    this.#execution.start();
  }

  #answer(task: Exclude<Task, { kind: "execute" }>): object {
    switch (task.kind) {
      case "complete":
        return this.#complete(task);
      case "inspect":
        return this.#inspect(task);
      case "isComplete":
        return this.language.isComplete(task.code);
      case "commInfo":
        return this.comms.info(task.target);
      case "comm":
        return this.#receive(task);
    }
  }

  #complete({ code, cursor }: CursorTask): object {
    const { matches, start, end, types = [] } = this.language.complete(code, unitsOf(code, cursor));
    const span = { start: pointsOf(code, start), end: pointsOf(code, end) };
    return {
      status: "ok",
      matches,
      cursor_start: span.start,
      cursor_end: span.end,
      metadata: { _jupyter_types_experimental: types.map((type) => ({ ...span, ...type })) },
    };
  }

  #inspect({ code, cursor, detail }: CursorTask): object {
    const text = this.language.inspect(code, unitsOf(code, cursor), detail);
    const data = text === undefined ? {} : { "text/plain": text, "text/markdown": text };
    return { status: "ok", found: text !== undefined, data, metadata: {} };
  }

  /** Handles a comm message like a small cell: what its handler prints belongs to it. */
  #receive(task: CommTask): object {
    const cell = new Cell(this, task.parent, `comm ${task.content.comm_id}`);
    try {
      cell.run(() => this.comms.receive(task));
    } catch (error) {
      cell.printError(error);
    }
    return {};
  }

  interrupt({ id, token }: Interrupt): void {
    const cutOff = this.#interrupts.answer(token);
    timersOfInterrupted.enable();
    if (this.#task !== undefined) this.#done(this.#task, this.#failure(cutOff?.error), true);
    if (id !== undefined && id === this.#execution?.id) this.#execution.interrupt(cutOff?.error);
    else if (cutOff !== undefined) {
      cutOff.cell?.printError(cutOff.error);
      cutOff.cell?.interrupt();
    }
    this.post({ kind: "interrupted", token });
  }
}

/** Converts a position in Unicode code points, which Jupyter uses, to UTF-16 units. */
export function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left--)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** Converts a position in UTF-16 units to Unicode code points. */
export const pointsOf = (text: string, units: number): number => [...text.slice(0, units)].length;
