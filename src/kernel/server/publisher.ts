import { toJson } from "../json";
import type { Publication, StreamText } from "../link";

/** How long text is gathered before it is sent, in ms, and how much of it. */
const gather = { time: 20, length: 65_536 };

/** Puts messages for everyone in order, and gathers what is printed: one message a line would drown a front end. */
export class Publisher {
  #text = "";
  #from: Pick<StreamText, "parent" | "name"> = { parent: "{}", name: "stdout" };
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (publication: Omit<Publication, "kind">) => void) {}

  publish(publication: Omit<Publication, "kind">): void {
    this.flush();
    this.send(publication);
  }

  stream({ parent, name, text }: Omit<StreamText, "kind">): void {
    if (name !== this.#from.name || parent !== this.#from.parent) this.flush();
    this.#from = { parent, name };
    this.#text += text;
    if (this.#text.length >= gather.length) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), gather.time);
  }

  /** Sends what has been gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === "") return;
    const { parent, name } = this.#from;
    const content = toJson({ name, text: this.#text });
    this.#text = "";
    this.send({ type: "stream", parent, content });
  }
}
