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
