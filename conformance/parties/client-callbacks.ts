import { createServer } from "node:http";
import { validationCode } from "./validation-code.ts";

/** Somebody who takes every notification. */
export interface Callbacks {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens for notifications on this machine, and agrees to those of Event Grid. */
export async function takeNotifications(): Promise<Callbacks> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const code = validationCode(Buffer.concat(chunks).toString());
      if (code === undefined) return outgoing.writeHead(202).end();
      const body = JSON.stringify({ validationResponse: code });
      return outgoing.writeHead(200, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/callbacks`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
