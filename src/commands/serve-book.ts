import { preview } from "vite";

/** A book that is being served. */
export interface Served {
  readonly stop: () => void;
  readonly ended: Promise<void>;
}

/** Serves a book on this machine, at the port or the next free one, until it is interrupted or told to stop. */
export async function serveBook(folder: string, inBrowser: boolean, port = 8889): Promise<Served> {
  const server = await preview({
    configFile: false,
    logLevel: "error",
    appType: "mpa",
    root: folder,
    build: { outDir: "." },
    preview: { host: "127.0.0.1", port, open: false },
  });
  let stop = () => {};
  const stopped = new Promise<void>((done) => {
    stop = done;
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
  const url = server.resolvedUrls?.local[0] ?? "";
  console.log(`The book is open at ${url}\nPress Ctrl-C here to end it.`);
  if (inBrowser) await (await import("open")).default(url);
  return { stop, ended: stopped.then(() => server.close()) };
}
