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

/** The state of a model: JSON, in which bytes may stand anywhere, and other models. */
export type State = Readonly<Record<string, unknown>>;

/** Something that stands in a state for a model of its own. */
interface Reference {
  readonly modelId: string;
}

/** A state as it travels: JSON, and the bytes beside it with their places. */
export interface Packed {
  readonly state: Record<string, unknown>;
  readonly buffer_paths: (string | number)[][];
  readonly buffers: ArrayBufferView[];
}

const isReference = (value: object): value is Reference => "modelId" in value;

/**
 * Takes the bytes out of a state, as the widget protocol wants it: from an object they are missing then, in
 * a list a null keeps their place. A model becomes its id.
 */
export function pack(state: State): Packed {
  const buffer_paths: Packed["buffer_paths"] = [];
  const buffers: ArrayBufferView[] = [];
  const walk = (value: unknown, path: (string | number)[]): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (ArrayBuffer.isView(value)) {
      buffer_paths.push(path);
      buffers.push(value);
      return null;
    }
    if (isReference(value)) return `IPY_MODEL_${value.modelId}`;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    const entries = Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])] as const);
    return Object.fromEntries(entries.filter(([key]) => !ArrayBuffer.isView(Reflect.get(value, key))));
  };
  return { state: walk(state, []) as Record<string, unknown>, buffer_paths, buffers };
}

/** The version of the widget protocol. The minor one says that we echo. */
const version = "2.1.0";

/** An open model, as the front ends need it that come later. */
interface Open {
  state(): State;
}

const key = Symbol.for("jupyter.widgets");

/**
 * All open models by their ids, whichever copy of this library has made them: a notebook that imports
 * changed sources anew does not lose the widgets that are on the page.
 */
export function openModels(): Map<string, Open> {
  const open = (Reflect.get(globalThis, key) as Map<string, Open> | undefined) ?? new Map<string, Open>();
  Reflect.set(globalThis, key, open);
  return open;
}

let serves = false;

/** Opens the comm of a model. */
export function open({ state, buffer_paths, buffers }: Packed): Comm {
  const kernel = host();
  if (kernel === undefined)
    throw new Error(
      "Widgets come to life in a notebook: run this in the workbook's kernel, or use the values without display.",
    );
  if (!serves) kernel.comms.registerTarget("jupyter.widget.control", serve);
  serves = true;
  return kernel.comms.open("jupyter.widget", { state, buffer_paths }, { metadata: { version }, buffers });
}

/** Answers a front end that opens the notebook while the kernel runs: all models at once. */
function serve(comm: Comm): void {
  comm.onMessage = ({ data }: CommMessage) => {
    if (data.method !== "request_states") {
      console.error("A message about all widgets was refused: it is not request_states.");
      return;
    }
    const models = [...openModels()].map(([id, model]) => [id, described(model.state())] as const);
    const { state: states, buffer_paths, buffers } = pack(Object.fromEntries(models));
    comm.send({ method: "update_states", states, buffer_paths }, { buffers });
  };
}

const described = (state: State): State => ({
  model_module: state._model_module,
  model_module_version: state._model_module_version,
  model_name: state._model_name,
  state,
});
