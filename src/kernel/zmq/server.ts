import { setTimeout as pause } from "node:timers/promises";
import type { Publisher as IopubSocket, Reply, Router } from "zeromq";
import { History } from "../protocol/history";
import { log } from "../protocol/log";
import { flag, isJson, number, ProtocolError, text } from "../protocol/request";
import type { Publication, StreamText } from "../protocol/thread-messages";
import { decode, type Json, type Received } from "../protocol/wire";
import { kernelInfo } from "./kernel-info";
import type { MainThread } from "./main-thread-proxy";
import { Publisher, Sender } from "./sender";
import { ZmqServer } from "./tslab";

/** One execution in the queue. */
interface Job {
  /** Runs the execution. `reply` sends its answer, after the queue knows which ones to abort. */
  run(): Promise<{ readonly stops: boolean; reply(): void }>;
  /** Replies without running it. */
  abort(): void;
}

/** How long requests may be in transit that were sent before the client saw the error, in ms. */
const onTheWay = 20;

/**
 * Runs executions one by one. If one fails and should stop the others, all requests that were sent before
 * its reply are aborted. A front end that reacts to the error sends its cell after the reply, so that cell
 * runs.
 */
class ExecutionQueue {
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

/** The content of a reply, as an object or as JSON text; undefined if there is no reply. */
type Answer = Json | string | undefined;

/** The maximum size of a comm message in bytes. A widget sends a few hundred. */
const largestComm = 64 * 2 ** 20;

/**
 * The server thread's side of Jupyter's protocol 5.3, on top of tslab's sockets. It answers what it can and
 * passes the rest to the main thread. Executions are queued; everything else is handled at once.
 *
 * The route of an `execute_request`: 1. here, `handleShellMessage` decodes it (protocol/wire.ts) and queues
 * it; 2. main-thread-proxy.ts posts an `execute` task (protocol/thread-messages.ts); 3. cells/task-runner.ts
 * starts an execution (cells/execution.ts); 4. language/session.ts transforms, checks and runs the code; 5.
 * cells/cell-output.ts turns values into bundles (cells/bundle.ts) and posts them back; 6. sender.ts signs
 * and publishes them; 7. the reply leaves by `#reply`.
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
    // No limit: ZeroMQ would drop messages.
    socket.sendHighWaterMark = 0;
    // Short linger: a dead client would delay the exit, and after half a second ZeroMQ prints a warning.
    socket.linger = 300;
    // tslab binds asynchronously but already listens: a message at that moment would crash the process.
    const { transport, ip } = this.connInfo;
    socket.bindSync(`${transport}://${ip}${transport === "ipc" ? "-" : ":"}${port}`);
  }

  /** Publishes a message of the main thread. */
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
      // A malformed message must not crash the kernel.
      log(`A message was ignored: ${error instanceof Error ? error.message : error}.`);
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
          throw new Error(`a ${header.msg_type} has ${bytes} bytes; the maximum is ${largestComm}`);
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
        log(`A ${header.msg_type} was ignored: this kernel does not support it.`);
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

  /** Sends all pending messages and ends the process with this exit code. */
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
