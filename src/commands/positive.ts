import { InvalidArgumentError } from "commander";

/** Reads an option's value that counts something. */
export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be 1, 2, 3 …");
  return number;
}
