import { type Comm, type CommMessage, widgetKernel } from "./kernel";

/** The state of a model: JSON that may also contain bytes and other models. */
export type State = Readonly<Record<string, unknown>>;

/** A state as it is sent: JSON, and the bytes with their paths. */
export interface Packed {
  readonly state: Record<string, unknown>;
  readonly buffer_paths: (string | number)[][];
  readonly buffers: ArrayBufferView[];
}

/**
 * Separates the bytes from a state, as the widget protocol requires: an object loses the entry, a list gets
 * null in its place. A model becomes its id.
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
    if ("modelId" in value) return `IPY_MODEL_${value.modelId}`;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    const entries = Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])] as const);
    return Object.fromEntries(entries.filter(([key]) => !ArrayBuffer.isView(Reflect.get(value, key))));
  };
  return { state: walk(state, []) as Record<string, unknown>, buffer_paths, buffers };
}

/** The version of the widget protocol. Minor version 1 means that the kernel echoes updates. */
const version = "2.1.0";

/** An open model, for front ends that connect later. */
interface OpenModel {
  state(): State;
}

const key = Symbol.for("jupyter.widgets");

/**
 * All open models by id. The list is global, because a notebook that re-imports changed sources loads this
 * library again and must not lose the widgets on the page.
 */
export function openModels(): Map<string, OpenModel> {
  const models =
    (Reflect.get(globalThis, key) as Map<string, OpenModel> | undefined) ?? new Map<string, OpenModel>();
  Reflect.set(globalThis, key, models);
  return models;
}

let isServing = false;

/** Opens the comm of a model. */
export function open({ state, buffer_paths, buffers }: Packed): Comm {
  const kernel = widgetKernel();
  if (kernel === undefined)
    throw new Error(
      "Widgets need a notebook: run this in the workbook's kernel, or use the values without displaying them.",
    );
  if (!isServing) kernel.comms.registerTarget("jupyter.widget.control", serveStates);
  isServing = true;
  return kernel.comms.open("jupyter.widget", { state, buffer_paths }, { metadata: { version }, buffers });
}

/** Sends the states of all models to a front end that connects to a running kernel. */
function serveStates(comm: Comm): void {
  comm.onMessage = ({ data }: CommMessage) => {
    if (data.method !== "request_states") {
      console.error("A message to all widgets was refused: its method is not request_states.");
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
