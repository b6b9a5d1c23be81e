import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Json } from "../protocol/wire";
import { type Channel, Channels } from "./channels";
import type { Connection } from "./connection";
import { type End, Exchange } from "./exchange";
import { type Message, message } from "./message";
import { type Displays, type Output, OutputArea } from "./outputs";
import type { KernelProcess } from "./process";

/** How to start and interrupt a kernel, as in a kernelspec. */
export interface KernelCommand {
  /** The program and its arguments. `{connection_file}` is replaced by the path of the connection file. */
  readonly argv: readonly string[];
  readonly interruptMode: "signal" | "message";
}

export interface SendOptions {
  readonly buffers?: readonly Uint8Array[];
  /** Timeout of the answer in ms. Default: none. */
  readonly timeout?: number;
}

/** A reply, and all messages for the request. */
export interface Answer {
  readonly reply: Message;
  readonly messages: readonly Message[];
}

export interface ExecuteOptions {
  readonly silent?: boolean;
  /** Default: the opposite of silent. */
  readonly storeHistory?: boolean;
  /** Default: true. */
  readonly stopOnError?: boolean;
  readonly userExpressions?: Readonly<Record<string, string>>;
  /** Timeout in ms. Default: none. */
  readonly timeout?: number;
  /** Called for every message of this execution, also after its end. */
  readonly onMessage?: (message: Message) => void;
}

/** The answer and the outputs of an execution. */
export interface Execution extends Answer {
  /** As a front end shows them. A later cell may still update a display in them. */
  readonly outputs: readonly Output[];
}

/** Shutdown timeout in ms. */
const shutdownTimeoutMs = 5000;

/** A running kernel, as a front end sees it. Start one with `startKernel`. */
export class Kernel {
  readonly #session = randomUUID();
  readonly #channels: Channels;
  readonly #exchanges = new Map<string, Exchange>();
  readonly #listeners = new Set<(channel: Channel | "iopub", message: Message) => void>();
  readonly #displays: Displays = new Map();
  #end: string | undefined;

  constructor(
    connection: Connection,
    readonly process: KernelProcess,
    private readonly interruptMode: KernelCommand["interruptMode"],
  ) {
    this.#channels = new Channels(connection, this.#session, (channel, received) =>
      this.#receive(channel, received),
    );
    process.ended.then((how) => {
      this.#end = [how, process.log.trim()].filter(Boolean).join(": ");
      for (const exchange of this.#exchanges.values()) exchange.fail(this.#end);
      this.#channels.close();
    });
  }

  #receive(channel: Channel | "iopub", received: Message): void {
    this.#exchanges.get(received.parent_header.msg_id ?? "")?.add(received);
    for (const listener of this.#listeners) listener(channel, received);
  }

  #send(channel: Channel, sent: Message, exchange: Exchange): void {
    this.#exchanges.set(sent.header.msg_id, exchange);
    const failed = (error: Error) => exchange.fail(`could not be reached: ${error.message}`);
    if (this.#end === undefined) this.#channels.send(channel, sent).catch(failed);
    else exchange.fail(this.#end);
  }

  /** Calls the listener for every message. Returns a function that stops that. */
  onMessage(listener: (channel: Channel | "iopub", message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #exchange(
    channel: Channel,
    type: string,
    content: Json,
    end: End,
    options: SendOptions,
  ): Promise<Exchange> {
    const sent = message(this.#session, type, content, options.buffers);
    const exchange = new Exchange(type, end, options.timeout);
    this.#send(channel, sent, exchange);
    try {
      await exchange.settled;
    } finally {
      this.#exchanges.delete(sent.header.msg_id);
    }
    return exchange;
  }

  /** Sends a request and waits for its reply; on shell also until the kernel is idle. */
  async request(
    channel: Channel,
    type: string,
    content: Json = {},
    options: SendOptions = {},
  ): Promise<Answer> {
    const end = channel === "shell" ? "reply and idle" : "reply";
    const { reply, messages } = await this.#exchange(channel, type, content, end, options);
    return { reply: reply as Message, messages };
  }

  /** Sends a message without reply, such as `comm_msg`, and waits until the kernel is idle. */
  async notify(type: string, content: Json, options: SendOptions = {}): Promise<readonly Message[]> {
    return (await this.#exchange("shell", type, content, "idle", options)).messages;
  }

  /** Runs a cell and waits for its reply and until the kernel is idle. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const { silent = false, storeHistory = !silent, stopOnError = true, userExpressions = {} } = options;
    const sent = message(this.#session, "execute_request", {
      code,
      silent,
      store_history: storeHistory,
      stop_on_error: stopOnError,
      user_expressions: userExpressions,
      allow_stdin: false,
    });
    const area = new OutputArea(this.#displays);
    // Stays registered after its end: late output belongs to its cell.
    const exchange = new Exchange("execute_request", "reply and idle", options.timeout, (received) => {
      area.add(received);
      options.onMessage?.(received);
    });
    this.#send("shell", sent, exchange);
    await exchange.settled;
    return { reply: exchange.reply as Message, outputs: area.outputs, messages: exchange.messages };
  }

  /** Interrupts the running cell. */
  async interrupt(): Promise<void> {
    if (this.interruptMode === "signal") this.process.signal("SIGINT");
    else await this.request("control", "interrupt_request", {}, { timeout: shutdownTimeoutMs });
  }

  /** Whether the heartbeat of the kernel answers. */
  heartbeat(timeout = 1000): Promise<boolean> {
    return this.#channels.heartbeat(timeout);
  }

  /** Asks the kernel to shut down, and kills it after a timeout. */
  async shutdown(): Promise<void> {
    const asked = this.request(
      "control",
      "shutdown_request",
      { restart: false },
      { timeout: shutdownTimeoutMs },
    );
    asked.catch(() => {}); // it may end without a reply
    await Promise.race([this.process.ended, pause(shutdownTimeoutMs, undefined, { ref: false })]);
    await this.kill();
  }

  /** Kills the kernel. */
  async kill(): Promise<void> {
    this.process.signal("SIGKILL");
    await this.process.ended;
  }
}
