import { join } from "node:path";
import type { Tinypool } from "tinypool";
import type { Rubric } from "../autoencoder/rubric";
import type { Graded } from "./grade";
import { emptySheet, type FileContent } from "./read/sheet";
import type { Submission } from "./submission";

/** What a thread may use for one file or one student. */
export interface Allowance {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The threads that read and judge. What takes too long, or too much, ends its thread and is refused. */
export class Workers {
  private constructor(
    /** How many there are. */
    readonly threads: number,
    private readonly pool: Tinypool,
    private readonly allowance: Allowance,
  ) {}

  /** @param allowance whoever takes more is ended, and another starts in its place */
  static async start(threads: number, allowance: Allowance): Promise<Workers> {
    const { Tinypool } = await import("tinypool");
    return new Workers(
      threads,
      new Tinypool({
        filename: join(__dirname, "worker.js"),
        minThreads: threads,
        maxThreads: threads,
        resourceLimits: { maxOldGenerationSizeMb: allowance.megabytes },
      }),
      allowance,
    );
  }

  /** The sheets in a file. Its bytes go over to the thread and are gone here. */
  async read(ending: string, bytes: Uint8Array): Promise<FileContent> {
    try {
      // A small file's bytes lie in a pool that others share.
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
      const transferList = [own.buffer as ArrayBuffer];
      return await this.pool.run(
        { ending, bytes: own },
        { name: "read", transferList, signal: this.deadline() },
      );
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
      return {
        student,
        sources,
        parts: [],
        score: 0,
        maxScore: 0,
        open: 0,
        notes: [],
        refused: this.reason(error, "judged"),
      };
    }
  }

  async end(): Promise<void> {
    await this.pool.destroy();
  }

  private deadline(): AbortSignal {
    return AbortSignal.timeout(1000 * this.allowance.seconds);
  }

  /** Why a thread was ended, as a sentence. */
  private reason(error: unknown, done: string): string {
    const { name, code, message } = error as NodeJS.ErrnoException;
    const { seconds, megabytes } = this.allowance;
    if (name === "AbortError" || name === "TimeoutError")
      return `It could not be ${done} within ${seconds} seconds.`;
    if (code === "ERR_WORKER_OUT_OF_MEMORY") return `It could not be ${done} in ${megabytes} MB of memory.`;
    return `It could not be ${done}: ${message}`;
  }
}
