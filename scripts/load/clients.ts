import { createAcsClient } from "../../src/acs/index.ts";
import { createGraphClient } from "../../src/graph/index.ts";
import type { Fetch } from "../../src/http/fetch.ts";
import { nodeDigest } from "../../src/node/index.ts";
import { defaultCredentials } from "../../src/simulator/index.ts";
import type { Clients } from "./kinds.ts";

/** Far longer than a request waits where thousands are sent at once. */
const TIMEOUT = 300_000;

/** Clients of every version of both services. They try nothing twice, so that nothing is hidden. */
export function clientsOf(origin: string, fetch: Fetch): readonly Clients[] {
  const common = {
    allowLoopbackHttp: true,
    retry: false,
    timeout: TIMEOUT,
    attemptTimeout: TIMEOUT,
    fetch,
  } as const;
  const { accessKey, token } = defaultCredentials;
  const acs = { ...common, endpoint: origin, digest: nodeDigest };
  const endless = { token, expiresOnTimestamp: Date.now() + 86_400_000 };
  return [
    {
      acs: createAcsClient({ ...acs, accessKey, apiVersion: "2024-09-15" }),
      graph: createGraphClient({
        ...common,
        baseUrl: `${origin}/beta`,
        credential: token,
        version: "beta",
      }),
    },
    {
      acs: createAcsClient({ ...acs, credential: () => endless }),
      graph: createGraphClient({ ...common, baseUrl: `${origin}/v1.0`, credential: token }),
    },
  ];
}
