import type { Json } from "../protocol/wire";
import type { Message } from "./message";
import type { Notebook } from "./notebook-file";
import { jupyterJson } from "./notebook-file";

/** The key of widget states in the metadata of a notebook. */
const stateType = "application/vnd.jupyter.widget-state+json";

/** The MIME type of an output that refers to a widget by the id of its model. */
const viewType = "application/vnd.jupyter.widget-view+json";

type Path = readonly (string | number)[];

/** The model of a widget as it is saved. */
interface Kept {
  readonly model_name: unknown;
  readonly model_module: unknown;
  readonly model_module_version: unknown;
  readonly state: Json;
  readonly buffers?: readonly { readonly path: Path; readonly data: string; readonly encoding: "base64" }[];
}

type Models = Readonly<Record<string, Kept>>;

/** The model as received: JSON, and the bytes that belong into it by their paths. */
interface Followed {
  readonly state: Json;
  readonly buffers: readonly (readonly [Path, Uint8Array])[];
}

/** Tracks the widgets of a kernel by their comm messages, as a front end does. */
export class WidgetStates {
  readonly #models = new Map<string, Followed>();

  /** Handles one message. Messages that are not about the state of a widget are ignored. */
  add({ header, content, buffers }: Pick<Message, "header" | "content" | "buffers">): void {
    const id = String(content.comm_id);
    const { method, state, buffer_paths = [] } = (content.data ?? {}) as Json;
    const isOpen = header.msg_type === "comm_open" && content.target_name === "jupyter.widget";
    const isUpdate =
      header.msg_type === "comm_msg" &&
      (method === "update" || method === "echo_update") &&
      this.#models.has(id);
    if (header.msg_type === "comm_close") this.#models.delete(id);
    if ((!isOpen && !isUpdate) || typeof state !== "object" || state === null) return;
    const before = this.#models.get(id) ?? { state: {}, buffers: [] };
    const fresh = (buffer_paths as readonly Path[]).map(
      (path, index) => [path, buffers[index] ?? new Uint8Array()] as const,
    );
    // An update replaces a key with all its bytes.
    const changed = new Set([...Object.keys(state), ...fresh.map(([[key]]) => key)]);
    const kept = before.buffers.filter(([[key]]) => !changed.has(key));
    this.#models.set(id, { state: { ...before.state, ...state }, buffers: [...kept, ...fresh] });
  }

  /** The metadata of a notebook with the state of exactly these widgets. */
  into({ widgets: _, ...metadata }: Notebook["metadata"]): Notebook["metadata"] {
    if (this.#models.size === 0) return metadata;
    const state = Object.fromEntries([...this.#models].map(([id, model]) => [id, kept(model)]));
    return { ...metadata, widgets: { [stateType]: { state, version_major: 2, version_minor: 0 } } };
  }
}

function kept({ state, buffers }: Followed): Kept {
  const { _model_name, _model_module, _model_module_version } = state;
  return {
    model_name: _model_name,
    model_module: _model_module,
    model_module_version: _model_module_version,
    state,
    ...(buffers.length > 0 && {
      buffers: buffers.map(([path, data]) => ({
        data: Buffer.from(data).toString("base64"),
        encoding: "base64",
        path,
      })),
    }),
  };
}

/** The state of the widget in an output and of all models that it refers to, as text to compare. */
export function widgetText({ metadata }: Notebook, bundle: Json): string | undefined {
  const id = (bundle[viewType] as Json | undefined)?.model_id;
  if (typeof id !== "string") return undefined;
  const kept = (metadata.widgets as Json | undefined)?.[stateType] as { state?: Models } | undefined;
  const models = kept?.state ?? {};
  const reached = new Set([id]);
  for (const next of reached)
    for (const [, child = ""] of JSON.stringify(models[next] ?? null).matchAll(/"IPY_MODEL_(\w+)"/g))
      reached.add(child);
  return jupyterJson(Object.fromEntries([...reached].map((model) => [model, models[model]])));
}
