/** A message for a comm, as it came: its data may be anything. */
export interface CommMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

/** What goes with the data of a comm message. */
interface Extras {
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly ArrayBufferView[];
}

/** A channel to the front end. */
export interface Comm {
  readonly id: string;
  onMessage: ((message: CommMessage) => void) | undefined;
  onClose: (() => void) | undefined;
  send(data: Record<string, unknown>, extras?: Extras): void;
  close(): void;
}

/** An output of a cell, as notebooks hold them. */
export type Output = Readonly<Record<string, unknown>>;

/** A place of its own for what some work shows. */
export interface Capture {
  run<T>(work: () => T): T;
  show(value: unknown): void;
  fail(error: unknown): void;
  /** Undefined where nothing takes time to show. */
  shown(): Promise<void> | undefined;
}

/** What widgets need of a kernel; the workbook's has it as the global `jupyter`. */
interface Host {
  readonly comms: {
    open(target: string, data: Record<string, unknown>, extras: Extras): Comm;
    registerTarget(target: string, opened: (comm: Comm) => void): () => void;
  };
  capture(changed: (outputs: readonly Output[]) => void): Capture;
  display(value: unknown): { update(value: unknown): void };
}

/** The kernel around us; undefined where there is none that knows widgets, such as in a plain program. */
export function host(): Host | undefined {
  const jupyter: unknown = Reflect.get(globalThis, "jupyter");
  const isHost = (value: unknown): value is Host =>
    typeof value === "object" && value !== null && "comms" in value && "capture" in value;
  return isHost(jupyter) ? jupyter : undefined;
}
