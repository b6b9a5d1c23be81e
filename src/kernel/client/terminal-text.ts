/** What a terminal shows of a text that comes in pieces: `\r` overwrites its line, `\b` takes back a character of it. */
export class TerminalText {
  #finished = "";
  #line = "";

  /** Takes in another piece; how much was finished before makes no difference to the time it takes. */
  add(text: string): void {
    const [first = "", ...others] = text.split("\n");
    this.#line = overwritten(this.#line, first);
    for (const other of others) {
      this.#finished += `${this.#line}\n`;
      this.#line = overwritten("", other);
    }
  }

  /** All that is to be seen. A `\r` at its very end still waits for what overwrites its line. */
  toString(): string {
    return this.#finished + this.#line;
  }
}

/** A line after more text on it. */
function overwritten(line: string, text: string): string {
  if (!/[\r\b]/.test(text) && !line.endsWith("\r")) return line + text;
  const shown = line.split("");
  for (const character of text.split("")) {
    const last = shown.at(-1);
    if (character === "\b" && last === "\r") continue;
    if (character === "\b" && last !== undefined && last !== "\b") shown.pop();
    else {
      if (last === "\r") shown.length = 0;
      shown.push(character);
    }
  }
  return shown.join("");
}
