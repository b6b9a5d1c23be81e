import { open, openModels, pack, type State } from "./comm";
import type { Comm, CommMessage } from "./kernel";

/** The front-end classes of a model and its view. */
export interface Kind {
  readonly module: string;
  /** An npm version range. */
  readonly version: string;
  readonly model: string;
  /** Null for a model without a view. */
  readonly view: string | null;
  readonly viewModule?: string;
}

/** A value from a message, shortened: it comes from outside and may be anything. */
const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/**
 * A model of the widget protocol, version 2: a state shared by the kernel and all front ends. Its comm opens
 * when the model is first displayed or referred to. Until then, and in a plain program, it is an ordinary
 * object.
 */
export class Model {
  #comm: Comm | undefined;
  #state: State;

  constructor(kind: Kind, state: State) {
    this.#state = {
      _model_module: kind.module,
      _model_module_version: kind.version,
      _model_name: kind.model,
      _view_module: kind.viewModule ?? kind.module,
      _view_module_version: kind.version,
      _view_name: kind.view,
      ...state,
    };
  }

  /**
   * The model's id in the front ends. Reading it opens the comm.
   *
   * @throws outside a notebook
   */
  get modelId(): string {
    if (this.#comm === undefined) {
      const comm = open(pack(this.#state));
      comm.onMessage = (message) => this.#receive(message);
      comm.onClose = () => this.#forget();
      openModels().set(comm.id, { state: () => this.#state });
      this.#comm = comm;
    }
    return this.#comm.id;
  }

  protected get state(): State {
    return this.#state;
  }

  /** Changes part of the state, here and in all front ends. */
  protected update(changes: State): void {
    this.#state = { ...this.#state, ...changes };
    if (this.#comm !== undefined) this.#send("update", changes);
  }

  /** Removes the model from all pages. If it is displayed again, it gets a new id. */
  close(): void {
    const comm = this.#comm;
    this.#forget();
    comm?.close();
  }

  #forget(): void {
    if (this.#comm !== undefined) openModels().delete(this.#comm.id);
    this.#comm = undefined;
  }

  /**
   * Checks a value that a front end wants to set, and returns the value to store.
   *
   * @throws if the value is not acceptable; the message says what was expected
   */
  protected accept(key: string, _value: unknown): unknown {
    throw new Error(`${short(key)} cannot be set by a front end`);
  }

  /** Called after a front end has changed part of the state. */
  protected accepted(_before: State): void {}

  /** Handles a custom message. */
  protected receive(content: unknown): void {
    refuse(`${short(content)} was not expected`);
  }

  #send(method: string, part: State): void {
    const { state, buffer_paths, buffers } = pack(part);
    this.#comm?.send({ method, state, buffer_paths }, { buffers });
  }

  #receive({ data }: CommMessage): void {
    if (data.method === "update") this.#take(data.state);
    else if (data.method === "request_state") this.#send("update", this.#state);
    else if (data.method === "custom") this.receive(data.content);
    else refuse(`the method ${short(data.method)} is not known`);
  }

  #take(wanted: unknown): void {
    if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) {
      refuse(`the state ${short(wanted)} is not an object`);
      return;
    }
    const before = this.#state;
    const taken: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(wanted)) {
      try {
        taken[key] = this.accept(key, value);
      } catch (error) {
        refuse(error instanceof Error ? error.message : String(error));
        if (Object.hasOwn(before, key)) this.#send("update", { [key]: before[key] });
      }
    }
    if (Object.keys(taken).length === 0) return;
    this.#state = { ...before, ...taken };
    // Other pages need the change; the page that sent it waits for the echo.
    this.#send("echo_update", taken);
    this.accepted(before);
  }
}

/** Logs in the front end why a message was refused. */
function refuse(reason: string): void {
  console.error(`A message to a widget was refused: ${reason.replace(/\.$/, "")}.`);
}
