/** @throws if `value` is no whole number from 1. */
export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} is ${value}, expected a whole number from 1.`);
}
