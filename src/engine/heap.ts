import { packedKernels } from "./kernels-packed";

/** The kernels: addresses and sizes in, as src/engine/kernels/index.ts has them. */
export interface Kernels {
  forward(...numbers: number[]): void;
  delta(...numbers: number[]): number;
  backward(...numbers: number[]): void;
  backwardUpdate(...numbers: number[]): void;
  gradient(...numbers: number[]): void;
  update(...numbers: number[]): void;
  sumPoints(...numbers: number[]): void;
  pick(...numbers: number[]): void;
  combine(...numbers: number[]): void;
  squares(...numbers: number[]): number;
  momentum(...numbers: number[]): void;
  adam(...numbers: number[]): void;
  activate(...numbers: number[]): void;
  spread(...numbers: number[]): void;
  errors(...numbers: number[]): void;
  activateRows(...numbers: number[]): void;
  deltaRows(...numbers: number[]): number;
  fillRows(...numbers: number[]): void;
  pickRows(...numbers: number[]): void;
  slopeRows(...numbers: number[]): void;
  sumOfRows(...numbers: number[]): void;
}

/** What of WebAssembly is used here; TypeScript knows it as a part of the browser only. */
interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
const { Instance, Memory, Module } = (
  globalThis as unknown as {
    WebAssembly: {
      Memory: new (size: { initial: number; maximum: number }) => WebAssemblyMemory;
      Module: new (binary: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { readonly exports: unknown };
    };
  }
).WebAssembly;

const page = 65_536;
const mostPages = 65_536;
/** Below it lie the kernels' constants. */
const start = 16_384;
const alignment = 64;

/** A free stretch of the memory. */
interface Gap {
  at: number;
  bytes: number;
}

/**
 * The memory that the kernels compute in, one for the process (or worker): stretches are lent and come
 * back, and what came back is lent again.
 */
export class Heap {
  readonly kernels: Kernels;
  private readonly memory: WebAssemblyMemory;
  private gaps: Gap[];
  private readonly lent = new Map<number, number>();
  private view: Float64Array;

  constructor() {
    this.memory = new Memory({ initial: 1, maximum: mostPages });
    const binary = Uint8Array.from(atob(packedKernels), (c) => c.charCodeAt(0));
    const { exports } = new Instance(new Module(binary), { env: { memory: this.memory } });
    this.kernels = exports as Kernels;
    this.gaps = [{ at: start, bytes: page - start }];
    this.view = new Float64Array(this.memory.buffer);
  }

  /** The memory as numbers, number k at the address 8 k. To be asked for anew after each `lend`. */
  get numbers(): Float64Array {
    return this.view;
  }

  /** The memory as it is shared with a library. */
  get buffer(): ArrayBuffer {
    return this.memory.buffer;
  }

  /** How many bytes are lent. */
  get used(): number {
    let bytes = 0;
    for (const size of this.lent.values()) bytes += size;
    return bytes;
  }

  /** How large the memory has grown, in bytes. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * A stretch of zeros for so many numbers. @returns its address
   * @throws if they do not fit, saying what they are for.
   */
  lend(numbers: number, purpose: string): number {
    const bytes = Math.ceil((numbers * 8) / alignment) * alignment;
    let gap = this.gaps.find((gap) => gap.bytes >= bytes);
    if (!gap) {
      this.grow(bytes, purpose);
      gap = this.gaps.find((gap) => gap.bytes >= bytes) as Gap;
    }
    const { at } = gap;
    gap.at += bytes;
    gap.bytes -= bytes;
    if (gap.bytes === 0) this.gaps.splice(this.gaps.indexOf(gap), 1);
    this.lent.set(at, bytes);
    this.view.fill(0, at / 8, (at + bytes) / 8);
    return at;
  }

  /** Takes a stretch back and joins it with the gaps beside it. */
  takeBack(at: number): void {
    const bytes = this.lent.get(at);
    if (bytes === undefined) return;
    this.lent.delete(at);
    this.insert({ at, bytes });
  }

  private insert(gap: Gap): void {
    const next = this.gaps.findIndex(({ at }) => at > gap.at);
    const place = next === -1 ? this.gaps.length : next;
    const [before, after] = [this.gaps[place - 1], this.gaps[place]];
    if (after && gap.at + gap.bytes === after.at) {
      gap.bytes += after.bytes;
      this.gaps.splice(place, 1);
    }
    if (before && before.at + before.bytes === gap.at) before.bytes += gap.bytes;
    else this.gaps.splice(place, 0, gap);
  }

  /** Makes room for so many bytes in one piece at the end. */
  private grow(bytes: number, purpose: string): void {
    const { size } = this;
    const last = this.gaps.at(-1);
    const free = last && last.at + last.bytes === size ? last.bytes : 0;
    const pages = Math.ceil((bytes - free) / page);
    const problem = `${purpose} needs ${readableBytes(bytes)}`;
    if (size / page + pages > mostPages)
      throw new Error(
        `${problem}, but of the engine's ${readableBytes(mostPages * page)} ${readableBytes(this.used)} are in use: take fewer units or points, or free learners that are done.`,
      );
    try {
      this.memory.grow(pages);
    } catch {
      throw new Error(
        `${problem}, but the system gives the engine no more memory than the ${readableBytes(size)} it has: take fewer units or points, or free learners that are done.`,
      );
    }
    this.view = new Float64Array(this.memory.buffer);
    this.insert({ at: size, bytes: pages * page });
  }
}

function readableBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

let shared: Heap | undefined;

/** The heap of this process or worker, made at the first call. */
export function heap(): Heap {
  shared ??= new Heap();
  return shared;
}

/** Takes back what a learner held that nobody can reach any more. */
const forgotten = new FinalizationRegistry<Set<number>>((places) => {
  for (const at of places) shared?.takeBack(at);
});

/** All that one owner has been lent, to be given back at once. */
export class Room {
  private readonly places = new Set<number>();
  private freed = false;

  constructor(owner: object) {
    forgotten.register(owner, this.places, this);
  }

  lend(numbers: number, purpose: string): number {
    this.requireOpen();
    const at = heap().lend(numbers, purpose);
    this.places.add(at);
    return at;
  }

  takeBack(at: number): void {
    if (this.places.delete(at)) heap().takeBack(at);
  }

  /** @throws if the room has been freed. */
  requireOpen(): void {
    if (this.freed) throw new Error("The learner has been freed: make another one to go on.");
  }

  free(): void {
    this.freed = true;
    for (const at of this.places) heap().takeBack(at);
    this.places.clear();
    forgotten.unregister(this);
  }
}
