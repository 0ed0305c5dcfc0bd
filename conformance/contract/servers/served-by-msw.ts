import { setupServer } from "msw/node";
import type { DocumentedMessage } from "../../../generated/contract.ts";
import { examples } from "../../../generated/examples.ts";
import { versions, type VersionName } from "../../../generated/versions.ts";
import { handlers } from "../../../src/msw/index.ts";
import { judgeHttpRequest } from "../../../src/validate/index.ts";
import type { Served } from "../checks/documented.ts";

const COMPLAINTS = "x-violations";

/** Every version served inside this process by our msw handlers. One at a time may be open. */
export function servedByMsw(): { served(version: VersionName): Served; close(): void } {
  const server = setupServer(...handlers(respond));
  server.listen({ onUnhandledRequest: "error" });
  return {
    served: (version) => ({
      url: `https://handoff.test${versions[version].routes[0].basePath}`,
      name: "msw",
      complaints: (response) => response.headers.get(COMPLAINTS) ?? "",
    }),
    close: () => server.close(),
  };
}

/** Judges a request strictly and answers a good one as the documents show it for that operation. */
async function respond(request: Request): Promise<Response> {
  const { match, violations } = await judgeHttpRequest(request);
  if (match.kind !== "matched") return refusal(404, match.kind);
  if (violations.length > 0) return refusal(400, JSON.stringify(violations));
  const documented = examples.find(
    (message): message is DocumentedMessage & { direction: "response" } =>
      message.direction === "response" && message.operation === match.route.operation,
  );
  if (!documented) return refusal(501, "no documented response");
  const { status, headers, body } = documented.message;
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { ...headers } });
}

function refusal(status: number, complaint: string): Response {
  return new Response(null, { status, headers: { [COMPLAINTS]: complaint } });
}
