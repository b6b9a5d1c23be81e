/** The products of a BLAS library. */
export interface Blas {
  /** Its name, version and kind of processor, as it reports them. */
  readonly description: string;
  /** C = alpha · A B + beta · C, each of A and B transposed or not, row by row. */
  dgemm(...numbers: (number | bigint)[]): void;
  /** y = alpha · A x + beta · y */
  dgemv(...numbers: (number | bigint)[]): void;
  /** A = A + alpha · x yᵀ */
  dger(...numbers: (number | bigint)[]): void;
  /** The address in the process where a memory begins. */
  address(memory: ArrayBuffer): bigint;
}

interface Koffi {
  load(path: string): { func(prototype: string): (...values: unknown[]) => unknown };
  address(memory: ArrayBuffer): bigint;
}

interface Modules {
  createRequire(place: string): (name: string) => Koffi;
}

/** Where systems install it; the environment variable OPENBLAS may name another file. */
const places = [
  "libopenblas.so.0",
  "libopenblas.so",
  "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0",
  "/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0",
  "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
  "/usr/local/opt/openblas/lib/libopenblas.dylib",
  "libopenblas.dll",
];

/** The system's OpenBLAS on one thread. @throws if something is missing, with how to install it. */
export function openBlas(): Blas {
  const koffi = loadKoffi();
  const library = [environment("OPENBLAS"), ...places]
    .filter((place): place is string => place !== undefined)
    .map((place) => attempt(() => koffi.load(place)))
    .find((found) => found !== undefined);
  if (!library)
    throw new Error(
      "No OpenBLAS was found on this system: install it (Debian and Ubuntu: sudo apt install libopenblas0; macOS: brew install openblas), or name its file in the environment variable OPENBLAS.",
    );
  const call = (prototype: string) => library.func(prototype) as (...numbers: (number | bigint)[]) => void;
  call("void openblas_set_num_threads(int)")(1);
  const config = library.func("const char *openblas_get_config()") as () => string;
  return {
    description: config().trim(),
    dgemm: call("void cblas_dgemm(int,int,int,int,int,int,double,void*,int,void*,int,double,void*,int)"),
    dgemv: call("void cblas_dgemv(int,int,int,int,double,void*,int,void*,int,double,void*,int)"),
    dger: call("void cblas_dger(int,int,int,double,void*,int,void*,int,void*,int)"),
    address: (memory) => koffi.address(memory),
  };
}

/** The package that calls system libraries. @throws if it is not installed, or this is not Node.js. */
function loadKoffi(): Koffi {
  const { process: node } = globalThis as unknown as {
    process: { getBuiltinModule(name: string): Modules };
  };
  const found = attempt(() => node.getBuiltinModule("module").createRequire(__filename)("koffi"));
  if (!found)
    throw new Error(
      "The optional package koffi, which calls OpenBLAS, is not installed: run npm install --include=optional.",
    );
  return found;
}

function environment(name: string): string | undefined {
  return (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env[name];
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
