import { preview } from "vite";

/** Serves a book on this machine until it is interrupted. */
export async function serveBook(folder: string, inBrowser: boolean): Promise<void> {
  const server = await preview({
    configFile: false,
    logLevel: "error",
    appType: "mpa",
    root: folder,
    build: { outDir: "." },
    preview: { host: "127.0.0.1", port: 8889, open: false },
  });
  const url = server.resolvedUrls?.local[0] ?? "";
  console.log(`The book is open at ${url}\nPress Ctrl-C here to end it.`);
  if (inBrowser) await (await import("open")).default(url);
  await new Promise<void>((ended) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => ended());
  });
  await server.close();
}
