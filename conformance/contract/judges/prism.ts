import type { VersionName } from "../../../generated/versions.ts";
import type { Message, Target } from "../cases/target.ts";
import { notificationPath, responsePath } from "../servers/prism-document.ts";
import type { PrismServers } from "../servers/prism.ts";
import { filled } from "./generated.ts";

/** The third judge: which messages of a target Prism accepts, in their order. */
export type PrismJudge = (target: Target, messages: readonly Message[]) => Promise<boolean[]>;

/**
 * Makes Prism a judge of messages. Its validator judges bodies; what only a server sees (methods, media types, a
 * missing body) goes to its server over a socket.
 */
export function prismJudge(version: VersionName, servers: PrismServers): PrismJudge {
  return async (target, messages) => {
    const bodies = messages.filter(isForValidator);
    const judged = servers.judge(
      version,
      templateOf(target),
      bodies.map(({ path, query, headers, body }) => ({
        path: filled(templateOf(target), path),
        query,
        headers,
        body,
      })),
    );
    const verdicts = new Map<Message, boolean>();
    for (const message of messages.filter((one) => !isForValidator(one))) {
      verdicts.set(message, await overSocket(await servers.address(version), target, message));
    }
    for (const [index, accepted] of (await judged).entries()) {
      const message = bodies[index];
      if (message) verdicts.set(message, accepted);
    }
    return messages.map((message) => verdicts.get(message) ?? false);
  };
}

function isForValidator({ method, body, headers }: Message): boolean {
  return method === "POST" && body !== undefined && headers["content-type"] === "application/json";
}

async function overSocket(address: string, target: Target, { method, path, query, headers, body }: Message) {
  const url = `${address}${filled(templateOf(target), path)}?${new URLSearchParams(query).toString()}`;
  const send = () =>
    fetch(url, {
      method,
      headers: { authorization: "Bearer token", ...headers },
      // Bytes and not text, for which fetch would declare a media type of its own.
      ...(method === "GET" || body === undefined
        ? {}
        : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    });
  // On a busy machine a kept connection may just have been closed by Prism. A verdict is the same the second time.
  const response = await send().catch(send);
  await response.arrayBuffer();
  return response.ok;
}

function templateOf({ kind, template, operation, status, webhook }: Target): string {
  if (kind === "notification") return notificationPath(webhook);
  return kind === "response" ? responsePath(operation, status) : template;
}
