import { getHttpOperationsFromSpec } from "@stoplight/prism-cli/dist/operations.js";
import { createLogger } from "@stoplight/prism-core";
import { createInstance } from "@stoplight/prism-http";
import type { VersionName } from "../../generated/versions.ts";
import type { Message, Target } from "../cases/target.ts";
import { bundledDocument } from "../documents.ts";
import { notificationPath, prismDocument, responsePath } from "../servers/prism-document.ts";
import { prismConfig, startPrism } from "../servers/prism.ts";
import { filled } from "./generated.ts";

/** The third judge: whether Prism accepts a message. */
export interface PrismJudge {
  accepts(target: Target, message: Message): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Makes Prism judge the messages of a version. Faults of bodies go to an instance in this process; what only a
 * server sees (methods, media types, a missing body) goes over a socket.
 */
export async function prismJudge(version: VersionName): Promise<PrismJudge> {
  const document = prismDocument(bundledDocument(version));
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const prism = createInstance(prismConfig, { logger: createLogger("prism", { enabled: false }) });
  const server = await startPrism(document);
  return {
    close: () => server.close(),
    async accepts(target, message) {
      const { headers, query, body } = message;
      const path = pathOf(target, message);
      if (message.method !== "POST" || body === undefined || headers["content-type"] !== "application/json") {
        return overSocket(`${server.url}${path}?${new URLSearchParams(query).toString()}`, message);
      }
      const input = {
        method: "post" as const,
        url: { path, query: { ...query } },
        headers: { authorization: "Bearer token", ...headers },
        body,
      };
      const outcome = await prism.request(input, operations)();
      return outcome._tag === "Right" && outcome.right.output.statusCode < 400;
    },
  };
}

async function overSocket(url: string, { method, headers, body }: Message): Promise<boolean> {
  const bodied = method !== "GET" && body !== undefined;
  const response = await fetch(url, {
    method: method === "" ? "POST" : method,
    headers: { authorization: "Bearer token", ...headers },
    // Bytes and not text, for which fetch would declare a media type of its own.
    ...(bodied ? { body: new TextEncoder().encode(JSON.stringify(body)) } : {}),
  });
  await response.arrayBuffer();
  return response.ok;
}

function pathOf({ kind, template, operation, status, webhook }: Target, { path }: Message): string {
  if (kind === "notification") return notificationPath(webhook);
  return kind === "response" ? responsePath(operation, status) : filled(template, path);
}
