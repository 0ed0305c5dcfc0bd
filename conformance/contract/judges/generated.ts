import {
  findRoute,
  judgeAnswer,
  judgeNotification,
  judgeRequest,
  judgeResponse,
  type Mode,
  type Violation,
} from "../../../src/validate/index.ts";
import { versions } from "../../../generated/versions.ts";
import type { Message, Target } from "../cases/target.ts";

/** The first judge: the generated validators, through the package's own functions. */
export function violationsIn(target: Target, message: Message, mode: Mode = "strict"): Violation[] {
  const { version, operation, webhook, kind, status } = target;
  if (kind === "notification") return judgeNotification(version, webhook, message, mode);
  if (webhook !== "") return judgeAnswer(version, webhook, Number(status), message, mode);
  if (kind === "request") return judgeRequest(version, operation, message, mode);
  return judgeResponse(version, operation, status === "default" ? 500 : Number(status), message, mode);
}

/** Whether the route table knows a request of this method at the target's path. */
export function isRouted({ version, template }: Target, { method, path, query }: Message): boolean {
  const { basePath } = versions[version].routes[0];
  const url = new URL(
    `https://host.invalid${basePath}${filled(template, path)}?${new URLSearchParams(query).toString()}`,
  );
  const match = findRoute(method, url);
  return match.kind === "matched" && match.version === version;
}

/** A path template with its parameters, encoded. */
export function filled(template: string, path: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
}
