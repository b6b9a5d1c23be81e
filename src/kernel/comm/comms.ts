import {
  Comm,
  type CommExtras,
  CommIds,
  type CommMessage,
  type CommMessageType,
  type CommSend,
} from "./comm";

/** A message of the comm protocol as it came: its content may be anything. */
export interface Incoming {
  readonly type: CommMessageType;
  readonly content: Readonly<Record<string, unknown>>;
  readonly metadata: CommMessage["metadata"];
  readonly buffers: readonly Uint8Array[];
}

type Opened = (comm: Comm, message: CommMessage) => void;

/** What comms need of the kernel around them. */
interface Surroundings {
  readonly transmit: CommSend;
  /** What opens a comm now, such as the code of a cell: an id is derived from it. */
  readonly origin: () => string;
  readonly log: (text: string) => void;
}

/** All open comms, and the targets that a front end may open comms to. */
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

  /** Calls `opened` whenever the front end opens a comm to this target; returns how to stop that. */
  registerTarget(target: string, opened: Opened): () => void {
    this.#targets.set(target, opened);
    return () => {
      if (this.#targets.get(target) === opened) this.#targets.delete(target);
    };
  }

  /** Opens a comm to what the front end has registered under this target name. */
  open(target: string, data: CommMessage["data"] = {}, extras: CommExtras & { id?: string } = {}): Comm {
    const comm = this.#add(extras.id ?? this.#ids.next(this.#origin()), target);
    this.#transmit("comm_open", { comm_id: comm.id, target_name: target, data }, extras);
    return comm;
  }

  /** Answers a `comm_info_request`. */
  info(target?: string): { status: "ok"; comms: Record<string, { target_name: string }> } {
    const listed = [...this.#open.values()].filter((comm) => target === undefined || comm.target === target);
    return {
      status: "ok",
      comms: Object.fromEntries(listed.map((comm) => [comm.id, { target_name: comm.target }])),
    };
  }

  /** Takes in a message from the front end. What makes no sense is logged, not thrown. */
  receive({ type, content, metadata, buffers }: Incoming): void {
    const { comm_id: id, data = {}, target_name: target } = content;
    if (typeof id !== "string" || typeof data !== "object" || data === null || Array.isArray(data)) {
      this.#log(`A ${type} was passed over: it needs a comm_id (a string) and data (an object).`);
      return;
    }
    const message: CommMessage = { data: data as CommMessage["data"], metadata, buffers };
    if (type === "comm_open") this.#receiveOpen(id, target, message);
    else this.#receiveFor(id, type, message);
  }

  #receiveFor(id: string, type: "comm_msg" | "comm_close", message: CommMessage): void {
    const comm = this.#open.get(id);
    if (comm === undefined) this.#log(`A ${type} was passed over: no comm ${id} is open.`);
    else if (type === "comm_msg") comm.receive(message);
    else comm.receiveClose(message);
  }

  #receiveOpen(id: string, target: unknown, message: CommMessage): void {
    if (this.#open.has(id)) {
      this.#log(`A comm_open was passed over: a comm ${id} is open already.`);
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
 * Answers a front end that asks, as it does whenever it opens a notebook, for the widgets of the kernel:
 * there are none yet. A library of widgets registers the target anew and answers itself.
 */
export function answerWithoutWidgets(comms: Comms): void {
  comms.registerTarget("jupyter.widget.control", (comm) => {
    comm.onMessage = ({ data }) => {
      if (data.method === "request_states")
        comm.send({ method: "update_states", states: {}, buffer_paths: [] });
    };
  });
}
