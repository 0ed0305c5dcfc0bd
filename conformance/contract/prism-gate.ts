import type { VersionName } from "../../generated/operations.ts";
import type { Run } from "../report/check.ts";
import { verifyServer } from "../server/index.ts";

/** Puts a Prism that serves the spec of a version under the gate. It takes any call id, and sends nothing by itself: so much is waited for in vain. */
export function underGate(version: VersionName, url: string, timeout = 3000): Promise<Run> {
  return verifyServer({
    ...(version.startsWith("acs@") ? { acsUrl: url } : { graphUrl: url }),
    callIds: ["call-1"],
    filters: { versions: [version] },
    timeout,
    settle: 50,
  });
}
