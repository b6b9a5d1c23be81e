import { setTimeout as pause } from "node:timers/promises";
import type { Publisher as IopubSocket, Reply, Router } from "zeromq";
import { History } from "../protocol/history";
import { log } from "../protocol/log";
import { flag, isJson, number, ProtocolError, text } from "../protocol/request";
import type { Publication, StreamText } from "../protocol/thread-messages";
import { decode, type Json, type Received } from "../protocol/wire";
import { kernelInfo } from "./kernel-info";
import type { MainThread } from "./main-thread";
import { Publisher, Sender } from "./sender";
import { ZmqServer } from "./tslab";

/** One execution, as the queue sees it. */
export interface Job {
  /** Runs it; its answer is sent by `reply`, called once those to be aborted are known. */
  run(): Promise<{ readonly stops: boolean; reply(): void }>;
  /** Answers it without running it. */
  abort(): void;
}

/** How long requests may be on their way that were sent before the error was known, in ms. */
const onTheWay = 20;

/**
 * Executions one after the other. When one fails and is to stop the others, those sent before its reply
 * are aborted, and none that is sent after it: a front end can only send a cell in answer to an error
 * once the error has been answered.
 */
export class ExecutionQueue {
  readonly #waiting: Job[] = [];
  #running = false;

  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#running) this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      const { stops, reply } = await job.run();
      if (stops) await pause(onTheWay);
      const aborted = stops ? this.#waiting.splice(0) : [];
      reply();
      for (const waiting of aborted) waiting.abort();
    }
    this.#running = false;
  }
}

/** What a handler answers: the content of the reply, as an object or as JSON text; nothing where there is no reply. */
type Answer = Json | string | undefined;

/** How large a comm message may be, in bytes; a control in a notebook sends a few hundred. */
const largestComm = 64 * 2 ** 20;

/**
 * tslab's server with the whole of Jupyter's protocol 5.3: it answers by itself what it can, and has the
 * main thread do the rest. Executions wait for one another; everything else is done as it comes.
 */
export class Server extends ZmqServer {
  readonly #sender = new Sender(() => this.connInfo);
  readonly #queue = new ExecutionQueue();
  readonly #history = new History();
  readonly #publisher = new Publisher((publication) =>
    this.#sender.send(this.iopub, [`kernel.${this.#sender.session}.${publication.type}`], publication),
  );
  #count = 0;

  constructor(
    connectionFile: string,
    private readonly mainThread: MainThread,
  ) {
    super({ close() {} }, connectionFile);
  }

  override async init(): Promise<void> {
    await super.init();
    this.#publishStatus("starting", "{}");
  }

  override async bindSocket(socket: IopubSocket | Reply | Router, port: number): Promise<void> {
    // Without a limit: ZeroMQ's way to keep one is to drop messages.
    socket.sendHighWaterMark = 0;
    // A client that has gone must not hold up our end: from half a second on, ZeroMQ complains in the terminal.
    socket.linger = 300;
    // tslab binds in the background, but already listens: a message that comes at that moment ends the process.
    const { transport, ip } = this.connInfo;
    socket.bindSync(`${transport}://${ip}${transport === "ipc" ? "-" : ":"}${port}`);
  }

  /** Sends on what the main thread publishes. */
  publish(message: Publication | StreamText): void {
    if (message.kind === "stream") this.#publisher.stream(message);
    else this.#publisher.publish(message);
  }

  override async handleShellMessage(socket: Router, ...frames: Buffer[]): Promise<void> {
    try {
      const request = decode(this.connInfo, frames);
      if (request.header.msg_type === "execute_request") this.#enqueue(socket, request);
      else await this.#serve(socket, request);
    } catch (error) {
      // Whatever a client sends, the kernel lives on.
      log(`A message was passed over: ${error instanceof Error ? error.message : error}.`);
    }
  }

  async #serve(socket: Router, request: Received): Promise<void> {
    this.#publishStatus("busy", request.parent);
    try {
      const answer = await this.#answer(request);
      if (answer !== undefined) this.#reply(socket, request, answer);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#reply(socket, request, error.answer());
    } finally {
      this.#publishStatus("idle", request.parent);
    }
    if (request.header.msg_type === "shutdown_request") await this.leave(0);
  }

  async #answer({ header, parent, content, metadata, buffers, bytes }: Received): Promise<Answer> {
    const done = (task: Parameters<MainThread["ask"]>[0]) =>
      this.mainThread.ask(task).then((result) => result.content);
    switch (header.msg_type) {
      case "kernel_info_request":
        return kernelInfo();
      case "complete_request":
      case "inspect_request":
        return done({
          kind: header.msg_type === "complete_request" ? "complete" : "inspect",
          code: text(content, "code"),
          cursor: number(content, "cursor_pos"),
          detail: number(content, "detail_level", 0),
        });
      case "is_complete_request":
        return done({ kind: "isComplete", code: text(content, "code") });
      case "history_request":
        return { status: "ok", history: this.#history.answer(content) };
      case "comm_info_request":
        return done({
          kind: "commInfo",
          target: typeof content.target_name === "string" ? content.target_name : undefined,
        });
      case "comm_open":
      case "comm_msg":
      case "comm_close":
        if (bytes > largestComm)
          throw new Error(`a ${header.msg_type} has ${bytes} bytes, and at most ${largestComm} are taken`);
        await done({
          kind: "comm",
          type: header.msg_type,
          parent,
          content,
          metadata,
          buffers: buffers.map((buffer) => Uint8Array.from(buffer)),
        });
        return undefined;
      case "interrupt_request":
        this.interrupt();
        return { status: "ok" };
      case "shutdown_request": {
        const reply = { status: "ok", restart: content.restart === true };
        this.#publisher.publish({ type: "shutdown_reply", parent, content: JSON.stringify(reply) });
        return reply;
      }
      default:
        log(`A ${header.msg_type} was passed over: this kernel does not know such messages.`);
        return undefined;
    }
  }

  #enqueue(socket: Router, request: Received): void {
    const { parent, content } = request;
    const answer = (reply: Answer) => {
      this.#reply(socket, request, reply ?? {});
      this.#publishStatus("idle", parent);
    };
    this.#queue.add({
      run: async () => {
        this.#publishStatus("busy", parent);
        try {
          const { reply, failed } = await this.#execute(request);
          return { stops: failed && flag(content, "stop_on_error", true), reply: () => answer(reply) };
        } catch (error) {
          const { answer: reply } = ProtocolError.from(error);
          return { stops: true, reply: () => answer(reply()) };
        }
      },
      abort: () => {
        this.#publishStatus("busy", parent);
        answer({ status: "aborted" });
      },
    });
  }

  async #execute({ parent, content }: Received): Promise<{ reply: string; failed: boolean }> {
    const code = text(content, "code");
    const silent = flag(content, "silent", false);
    const stores = !silent && flag(content, "store_history", true);
    const { user_expressions } = content;
    const expressions = isJson(user_expressions)
      ? (user_expressions as Readonly<Record<string, string>>)
      : {};
    if (stores) this.#history.add(++this.#count, code);
    const count = this.#count;
    if (!silent)
      this.#publisher.publish({
        type: "execute_input",
        parent,
        content: JSON.stringify({ code, execution_count: count }),
      });
    const done = await this.mainThread.ask({ kind: "execute", parent, code, silent, count, expressions });
    if (stores && done.result !== undefined) this.#history.setOutput(count, done.result);
    return { reply: done.content, failed: done.failed };
  }

  interrupt(): void {
    this.mainThread.interrupt().catch((error: Error) => log(`The interrupt failed: ${error.message}.`));
  }

  /** Sends what is still to be sent, and ends the process with this code. */
  async leave(code: number): Promise<void> {
    this.#publisher.flush();
    await this.#sender.close();
    this.close();
    this.mainThread.exit(code);
  }

  #publishStatus(execution_state: "starting" | "busy" | "idle", parent: string): void {
    this.#publisher.publish({ type: "status", parent, content: JSON.stringify({ execution_state }) });
  }

  #reply(socket: Router, { identities, parent, header }: Received, answer: Json | string): void {
    const content = typeof answer === "string" ? answer : JSON.stringify(answer);
    const type = header.msg_type.replace(/_request$/, "_reply");
    this.#sender.send(socket, identities, { type, parent, content });
  }
}
