import { join } from "node:path";
import type { Tinypool } from "tinypool";
import type { Question, Rubric } from "../question/question";
import type { Graded } from "./grade";
import { emptySheet, type FileContent } from "./read/sheet";
import type { Submission } from "./submission";

/** The limits of a thread for one file or one student. */
export interface Allowance {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The threads that read and judge. A task that exceeds its limits ends its thread and is refused. */
export class Workers {
  private constructor(
    readonly threads: number,
    private readonly pool: Tinypool,
    private readonly allowance: Allowance,
  ) {}

  /** @param allowance per-task limits; exceeding one restarts the thread */
  static async start(threads: number, allowance: Allowance, question: Question): Promise<Workers> {
    const { Tinypool } = await import("tinypool");
    const pool = new Tinypool({
      filename: join(__dirname, "worker.js"),
      minThreads: threads,
      maxThreads: threads,
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: allowance.megabytes },
    });
    return new Workers(threads, pool, allowance);
  }

  /** The sheets in a file. Its bytes are transferred to the thread. */
  async read(ending: string, bytes: Uint8Array): Promise<FileContent> {
    try {
      // A small buffer shares its memory pool with others, so it is copied.
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
      const options = { name: "read", transferList: [own.buffer as ArrayBuffer], signal: this.deadline() };
      return await this.pool.run({ ending, bytes: own }, options);
    } catch (error) {
      return { sheets: [{ ...emptySheet, refused: this.reason(error, "read") }], remarks: [] };
    }
  }

  /** One student's result. */
  async judge(submission: Submission, rubric: Rubric): Promise<Graded> {
    try {
      return await this.pool.run({ submission, rubric }, { name: "judge", signal: this.deadline() });
    } catch (error) {
      const { student, sources } = submission;
      const marks = { parts: [], score: 0, maxScore: 0, open: 0 };
      return { student, sources, ...marks, notes: [], refused: this.reason(error, "judged") };
    }
  }

  async end(): Promise<void> {
    await this.pool.destroy();
  }

  private deadline(): AbortSignal {
    return AbortSignal.timeout(1000 * this.allowance.seconds);
  }

  /** Why a task failed, as a sentence. */
  private reason(error: unknown, done: string): string {
    const { name, code, message } = error as NodeJS.ErrnoException;
    const { seconds, megabytes } = this.allowance;
    if (name === "AbortError" || name === "TimeoutError")
      return `It could not be ${done} within ${seconds} seconds.`;
    if (code === "ERR_WORKER_OUT_OF_MEMORY") return `It could not be ${done} in ${megabytes} MB of memory.`;
    return `It could not be ${done}: ${message}`;
  }
}
