import { getHttpOperationsFromSpec } from "@stoplight/prism-http/dist/utils/operations.js";
import { validateInput } from "@stoplight/prism-http/dist/validator/index.js";
import type { VersionName } from "../../generated/versions.ts";
import type { Message, Target } from "../cases/target.ts";
import { bundledDocument } from "../documents.ts";
import { notificationPath, prismDocument, responsePath } from "../servers/prism-document.ts";
import type { PrismServers } from "../servers/prism.ts";
import { filled } from "./generated.ts";

/** The third judge: whether Prism accepts a message. */
export type PrismJudge = (target: Target, message: Message) => Promise<boolean>;

/**
 * Makes Prism a judge of messages. Its validator judges bodies in this process; what only a server sees
 * (methods, media types, a missing body) goes to its server over a socket.
 */
export async function prismJudge(version: VersionName, servers: PrismServers): Promise<PrismJudge> {
  const operations = await getHttpOperationsFromSpec(prismDocument(bundledDocument(version)));
  return async (target, message) => {
    const { method, body } = message;
    const query = { ...message.query };
    const headers = { authorization: "Bearer token", ...message.headers };
    const path = filled(templateOf(target), message.path);
    if (method === "POST" && body !== undefined && message.headers["content-type"] === "application/json") {
      const resource = operations.find((operation) => operation.path === templateOf(target));
      if (!resource) throw new RangeError(`Prism serves no ${templateOf(target)}.`);
      return (
        validateInput({ resource, element: { method: "post", url: { path, query }, headers, body } })._tag ===
        "Right"
      );
    }
    const response = await fetch(
      `${await servers.address(version)}${path}?${new URLSearchParams(query).toString()}`,
      {
        method,
        headers,
        // Bytes and not text, for which fetch would declare a media type of its own.
        ...(method === "GET" || body === undefined
          ? {}
          : { body: new TextEncoder().encode(JSON.stringify(body)) }),
      },
    );
    await response.arrayBuffer();
    return response.ok;
  };
}

function templateOf({ kind, template, operation, status, webhook }: Target): string {
  if (kind === "notification") return notificationPath(webhook);
  return kind === "response" ? responsePath(operation, status) : template;
}
