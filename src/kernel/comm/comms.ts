import {
  Comm,
  type CommExtras,
  CommIds,
  type CommMessage,
  type CommMessageType,
  type CommSend,
} from "./comm";

/** A received comm message. Its content is not validated yet. */
export interface Incoming {
  readonly type: CommMessageType;
  readonly content: Readonly<Record<string, unknown>>;
  readonly metadata: CommMessage["metadata"];
  readonly buffers: readonly Uint8Array[];
}

type Opened = (comm: Comm, message: CommMessage) => void;

/** What comms need from the kernel. */
interface Surroundings {
  readonly transmit: CommSend;
  /** What opens a comm now, such as the code of a cell. The id is derived from it. */
  readonly origin: () => string;
  readonly log: (text: string) => void;
}

/** All open comms, and the targets to which a front end may open comms. */
export class Comms {
  readonly #open = new Map<string, Comm>();
  readonly #targets = new Map<string, Opened>();
  readonly #transmit: CommSend;
  readonly #origin: () => string;
  readonly #log: (text: string) => void;
  readonly #ids = new CommIds();

  constructor({ transmit, origin, log }: Surroundings) {
    this.#transmit = transmit;
    this.#origin = origin;
    this.#log = log;
  }

  /** Calls `opened` when the front end opens a comm to this target. Returns a function that stops that. */
  registerTarget(target: string, opened: Opened): () => void {
    this.#targets.set(target, opened);
    return () => {
      if (this.#targets.get(target) === opened) this.#targets.delete(target);
    };
  }

  /** Opens a comm to a target that the front end has registered. */
  open(target: string, data: CommMessage["data"] = {}, extras: CommExtras & { id?: string } = {}): Comm {
    const comm = this.#add(extras.id ?? this.#ids.next(this.#origin()), target);
    this.#transmit("comm_open", { comm_id: comm.id, target_name: target, data }, extras);
    return comm;
  }

  /** The answer to a `comm_info_request`. */
  info(target?: string): { status: "ok"; comms: Record<string, { target_name: string }> } {
    const listed = [...this.#open.values()].filter((comm) => target === undefined || comm.target === target);
    return {
      status: "ok",
      comms: Object.fromEntries(listed.map((comm) => [comm.id, { target_name: comm.target }])),
    };
  }

  /** Handles a message from the front end. Invalid ones are logged, not thrown. */
  receive({ type, content, metadata, buffers }: Incoming): void {
    const { comm_id: id, data = {}, target_name: target } = content;
    if (typeof id !== "string" || typeof data !== "object" || data === null || Array.isArray(data)) {
      this.#log(`A ${type} was ignored: it needs a comm_id (a string) and data (an object).`);
      return;
    }
    const message: CommMessage = { data: data as CommMessage["data"], metadata, buffers };
    if (type === "comm_open") this.#receiveOpen(id, target, message);
    else this.#receiveFor(id, type, message);
  }

  #receiveFor(id: string, type: "comm_msg" | "comm_close", message: CommMessage): void {
    const comm = this.#open.get(id);
    if (comm === undefined) this.#log(`A ${type} was ignored: no comm ${id} is open.`);
    else if (type === "comm_msg") comm.receive(message);
    else comm.receiveClose(message);
  }

  #receiveOpen(id: string, target: unknown, message: CommMessage): void {
    if (this.#open.has(id)) {
      this.#log(`A comm_open was ignored: a comm ${id} is already open.`);
      return;
    }
    const opened = typeof target === "string" ? this.#targets.get(target) : undefined;
    if (typeof target !== "string" || opened === undefined) {
      this.#log(`A comm_open was refused: no target ${JSON.stringify(target)} is registered.`);
      this.#transmit("comm_close", { comm_id: id, data: {} }, {});
      return;
    }
    const comm = this.#add(id, target);
    try {
      opened(comm, message);
    } catch (error) {
      comm.close();
      throw error;
    }
  }

  #add(id: string, target: string): Comm {
    const comm = new Comm(id, target, this.#transmit, () => this.#open.delete(id));
    this.#open.set(id, comm);
    return comm;
  }
}

/**
 * Answers the front end's request for all widget models, which it sends when it opens a notebook: there are
 * none yet. The widgets library replaces this target.
 */
export function answerWithoutWidgets(comms: Comms): void {
  comms.registerTarget("jupyter.widget.control", (comm) => {
    comm.onMessage = ({ data }) => {
      if (data.method === "request_states")
        comm.send({ method: "update_states", states: {}, buffer_paths: [] });
    };
  });
}
