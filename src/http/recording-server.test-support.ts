import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real server on loopback that keeps every request and answers as the test says. */
export interface RecordingServer {
  readonly origin: string;
  readonly requests: Recorded[];
  answer: (response: ServerResponse, request: Recorded) => void;
  /** Told of a request of which only the head was read; `true` says that it is done with. Default: read on. */
  onHead: ((socket: Socket) => boolean) | undefined;
  /** The one request that was received. */
  soleRequest(): Recorded;
  close(): void;
}

/** Starts a recording server on a port of its own. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    if (recording.onHead?.(request.socket)) return;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const recorded = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      requests.push(recorded);
      recording.answer(response, recorded);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  const recording: RecordingServer = {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    answer: (response) => response.writeHead(202).end(),
    onHead: undefined,
    soleRequest() {
      const [first, ...others] = requests;
      if (!first || others.length > 0) throw new Error(`${requests.length} requests were received.`);
      return first;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return recording;
}

/**
 * A recording server for the tests of a file: started before them, closed after them, and before each as at first: it
 * remembers nothing and answers 202.
 */
export function serverForTests(): RecordingServer {
  let server: RecordingServer | undefined;
  const running = () => {
    if (!server) throw new Error("The server runs in tests only.");
    return server;
  };
  beforeAll(async () => {
    server = await startRecordingServer();
  });
  beforeEach(() => {
    running().requests.length = 0;
    running().onHead = undefined;
    running().answer = (response) => response.writeHead(202).end();
  });
  afterAll(() => running().close());
  return {
    get origin() {
      return running().origin;
    },
    get requests() {
      return running().requests;
    },
    get answer() {
      return running().answer;
    },
    set answer(answer) {
      running().answer = answer;
    },
    get onHead() {
      return running().onHead;
    },
    set onHead(onHead) {
      running().onHead = onHead;
    },
    soleRequest: () => running().soleRequest(),
    close: () => running().close(),
  };
}
