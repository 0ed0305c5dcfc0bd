import { versions, type VersionName } from "../../../generated/versions.ts";
import type { Route } from "../../../generated/contract.ts";
import { documentedPath } from "../cases/valid.ts";
import { filled } from "../judges/generated.ts";
import type { Check, Trace } from "../../report/check.ts";
import { recording } from "../recording.ts";
import { exchangesOf, traceOf, verdict, type Served } from "./documented.ts";

/** Every documented request once more at each deprecated path of its operation, which our clients never use. */
export async function deprecatedPaths(
  version: VersionName,
  served: Served,
  traces: Trace[] = [],
): Promise<Check[]> {
  const table: readonly Route[] = versions[version].routes;
  const checks: Check[] = [];
  for (const route of table.filter(({ deprecated }) => deprecated)) {
    for (const { request, response } of exchangesOf(version)) {
      if (request.operation !== route.operation) continue;
      const log = recording();
      const { method, headers, body } = request.message;
      const url = served.url + filled(route.template, documentedPath(request.message));
      const answer = await log.fetch(
        new Request(url, {
          method,
          headers: { ...headers, authorization: "Bearer token" },
          body: JSON.stringify(body),
        }),
      );
      const complaints = served.complaints(answer);
      const problems = [
        ...(complaints === "" ? [] : [`The server found: ${complaints}`]),
        ...(answer.status === response.message.status
          ? []
          : [`Expected status ${response.message.status}, saw ${answer.status}.`]),
      ];
      const slug = `example-${request.example}-deprecated-path-${served.name}`;
      const { operation } = route;
      const named = { ...served, name: `${served.name}-deprecated` };
      const trace = traceOf(version, request, named, log.exchanges);
      traces.push(trace);
      checks.push(
        verdict({
          version,
          operation,
          group: "request",
          slug,
          source: request,
          problems,
          trace,
        }),
      );
    }
  }
  return checks;
}
