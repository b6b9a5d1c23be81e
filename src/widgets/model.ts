import type { Comm, CommMessage } from "./comm";
import { open, openModels, pack, type State } from "./comm";

/** Which classes of which front-end package make the model and its view. */
export interface Kind {
  readonly module: string;
  /** A range of versions, as npm writes them. */
  readonly version: string;
  readonly model: string;
  /** Null for a model that is never looked at. */
  readonly view: string | null;
  readonly viewModule?: string;
}

/** A name or a value in a message, cut where it is long: it comes from outside and may be anything. */
const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/**
 * One model of the widget protocol, version 2: a state that the kernel and all front ends share. Its comm is
 * opened when it is first referred to, such as when it is displayed; before that, and in a plain program,
 * it is an object like any other.
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
   * The model's id in the front ends, to which it is made known now.
   *
   * @throws Error outside of a kernel
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

  /** Takes the model from all pages. Displayed again, it is a new one there. */
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
   * Judges what a front end wants to set: returns what is to be set.
   *
   * @throws Error that says what was expected
   */
  protected accept(key: string, _value: unknown): unknown {
    throw new Error(`${short(key)} is not for a front end to set`);
  }

  /** Told after a front end has changed part of the state. */
  protected accepted(_before: State): void {}

  /** Takes a message of this widget's own. */
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
      refuse(`the state ${short(wanted)} is no object`);
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
    // For the other pages; the one it comes from waits for it, too.
    this.#send("echo_update", taken);
    this.accepted(before);
  }
}

/** Notes in the front end's log what was not done, and why. */
function refuse(reason: string): void {
  console.error(`A message for a widget was refused: ${reason}.`);
}
