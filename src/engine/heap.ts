import { packedKernels } from "./kernels-packed";

type Kernel<Result> = (...numbers: number[]) => Result;

/** The kernels, exported by kernels/index.ts; they take addresses and sizes. */
type Kernels = Record<"delta" | "deltaRows" | "squares", Kernel<number>> &
  Record<
    | ("forward" | "backward" | "backwardUpdate" | "gradient" | "sumPoints" | "pick")
    | ("combine" | "momentum" | "adam" | "activate" | "spread" | "errors")
    | ("activateRows" | "fillRows" | "pickRows" | "slopeRows" | "sumOfRows"),
    Kernel<void>
  >;

/** The parts of WebAssembly used here; without the DOM's types TypeScript does not know them. */
const { Instance, Memory, Module } = (
  globalThis as unknown as {
    WebAssembly: {
      Memory: new (size: {
        initial: number;
        maximum: number;
      }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
      Module: new (binary: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { readonly exports: unknown };
    };
  }
).WebAssembly;

const page = 65_536;
const mostPages = 65_536;
/** The kernels' constants take the addresses below. */
const start = 16_384;
const alignment = 64;

/** A free block of memory. */
interface Gap {
  at: number;
  bytes: number;
}

/** A first-fit allocator over the WASM memory that the kernels compute in. */
class Heap {
  readonly kernels: Kernels;
  private readonly memory = new Memory({ initial: 1, maximum: mostPages });
  private readonly gaps: Gap[] = [{ at: start, bytes: page - start }];
  /** The length of each allocated block by its address, in bytes. */
  private readonly allocated = new Map<number, number>();
  private view = new Float64Array(this.memory.buffer);

  constructor() {
    const binary = Uint8Array.from(atob(packedKernels), (c) => c.charCodeAt(0));
    const { exports } = new Instance(new Module(binary), { env: { memory: this.memory } });
    this.kernels = exports as Kernels;
  }

  /** The memory as numbers: number k has the address 8 k. Read it again after each `allocate`, which may replace it. */
  get numbers(): Float64Array {
    return this.view;
  }

  get buffer(): ArrayBuffer {
    return this.memory.buffer;
  }

  /** The number of allocated bytes. */
  get used(): number {
    let bytes = 0;
    for (const size of this.allocated.values()) bytes += size;
    return bytes;
  }

  /** The size of the memory in bytes. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * Allocates a block of zeros for so many numbers. @returns its address
   * @throws if they do not fit, naming the purpose.
   */
  allocate(numbers: number, purpose: string): number {
    // Not 0 bytes, since two blocks must not share an address.
    const bytes = Math.ceil(Math.max(1, numbers * 8) / alignment) * alignment;
    let gap = this.gaps.find((gap) => gap.bytes >= bytes);
    if (!gap) {
      this.grow(bytes, purpose);
      gap = this.gaps.find((gap) => gap.bytes >= bytes) as Gap;
    }
    const { at } = gap;
    gap.at += bytes;
    gap.bytes -= bytes;
    if (gap.bytes === 0) this.gaps.splice(this.gaps.indexOf(gap), 1);
    this.allocated.set(at, bytes);
    this.view.fill(0, at / 8, (at + bytes) / 8);
    return at;
  }

  /** Frees a block and joins it with the gaps next to it. */
  free(at: number): void {
    const bytes = this.allocated.get(at);
    if (bytes !== undefined && this.allocated.delete(at)) this.insert({ at, bytes });
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

  /** Grows the memory until its end has one free block of so many bytes. */
  private grow(bytes: number, purpose: string): void {
    const { size } = this;
    const last = this.gaps.at(-1);
    const free = last && last.at + last.bytes === size ? last.bytes : 0;
    const pages = Math.ceil((bytes - free) / page);
    const problem = `${purpose} needs ${readableBytes(bytes)}`;
    const advice = "take fewer units or points, or free learners that you no longer need";
    if (size / page + pages > mostPages)
      throw new Error(
        `${problem}, but ${readableBytes(this.used)} of the engine's ${readableBytes(mostPages * page)} are already in use: ${advice}.`,
      );
    try {
      this.memory.grow(pages);
    } catch {
      throw new Error(
        `${problem}, but the system gives the engine no more than ${readableBytes(size)}: ${advice}.`,
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

/** The heap of this process or worker, created on the first call. */
export function heap(): Heap {
  shared ??= new Heap();
  return shared;
}

/** Frees the memory of arenas that were garbage-collected. */
const collected = new FinalizationRegistry<Set<number>>((blocks) => {
  for (const at of blocks) shared?.free(at);
});

/** The memory of one owner, which can be freed all at once. */
export class Arena {
  private readonly blocks = new Set<number>();
  private freed = false;

  constructor() {
    collected.register(this, this.blocks, this);
  }

  allocate(numbers: number, purpose: string): number {
    this.requireOpen();
    const at = heap().allocate(numbers, purpose);
    this.blocks.add(at);
    return at;
  }

  /** Frees one block; an address that is not allocated is ignored. */
  release(at: number): void {
    if (this.blocks.delete(at)) heap().free(at);
  }

  /** Runs `allocations`; if one fails, frees those before it. */
  atomically<T>(allocations: () => T): T {
    const before = new Set(this.blocks);
    try {
      return allocations();
    } catch (error) {
      for (const at of this.blocks) if (!before.has(at)) this.release(at);
      throw error;
    }
  }

  /** @throws if the arena has been freed. */
  requireOpen(): void {
    if (this.freed) throw new Error("The learner has been freed: make another one.");
  }

  free(): void {
    this.freed = true;
    for (const at of this.blocks) this.release(at);
    collected.unregister(this);
  }
}
