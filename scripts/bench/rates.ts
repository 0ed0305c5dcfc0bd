/** How many requests per second a server answers. */
import type { Pool } from "undici";

/** A POST that can be sent without any further work. */
export interface Prepared {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that keeps its connections. */
export interface Sender {
  /**
   * Sends all requests, as many at once as there are connections; gives how many were answered per second.
   *
   * @throws Error for an answer of another status
   */
  readonly send: (requests: readonly Prepared[], status: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Makes a client with so many connections. */
export async function sender(origin: string, connections: number): Promise<Sender> {
  // The undici that is loaded first, that of Node.js or the package, else serves both, also in what is measured later.
  await fetch(origin);
  const { Pool } = await import("undici");
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    async send(requests, status) {
      const sleep = stayAwake();
      const started = performance.now();
      try {
        await all(pool, requests, status);
        return (requests.length * 1000) / (performance.now() - started);
      } finally {
        sleep();
      }
    },
    close: () => pool.close(),
  };
}

/**
 * The system charges it to the server when an answer has to wake whoever waits for it, and the faster the server the
 * more of its time that is.
 */
function stayAwake(): () => void {
  let isOver = false;
  const turn = (): void => {
    if (!isOver) setImmediate(turn);
  };
  turn();
  return () => {
    isOver = true;
  };
}

/** By the lowest layer of undici, as the sender must not be what is measured. */
function all(pool: Pool, requests: readonly Prepared[], status: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = requests.length;
    for (const { path, headers, body } of requests) {
      let answered = 0;
      const text: Buffer[] = [];
      pool.dispatch(
        { method: "POST", path, headers: { ...headers }, body },
        {
          // By this undici tells a handler of its new kind.
          onRequestStart() {},
          onResponseStart(_, code) {
            answered = code;
          },
          onResponseData(_, chunk) {
            if (answered !== status) text.push(chunk);
          },
          onResponseEnd() {
            if (answered !== status)
              reject(new Error(`${path} was answered with ${answered}: ${Buffer.concat(text).toString()}`));
            left--;
            if (left === 0) resolve();
          },
          onResponseError: (_, error) => reject(error),
        },
      );
    }
  });
}
