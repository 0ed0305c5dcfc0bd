import { createAcsClient } from "../acs/index.ts";
import { createGraphClient, type GraphRetryOptions } from "../graph/index.ts";
import type { Clock } from "./clock.ts";
import type { RecordingServer } from "./recording-server.test-support.ts";

/** Time limits that never pass. */
export const forever = { timeout: Infinity, attemptTimeout: Infinity };

/** One operation of each service, by a clock that needs no waiting and with half of every bound as wait. */
export function retryingClients(server: () => RecordingServer, clock: () => Clock) {
  const acs = (options = {}) => {
    const settings = { clock: clock(), random: () => 0.5, allowLoopbackHttp: true, ...forever, ...options };
    const client = createAcsClient({ endpoint: server().origin, credential: () => "t", ...settings });
    return (own = {}) =>
      client.transferToParticipant("call-1", { targetParticipant: { rawId: "4:+1" } }, own);
  };

  const graph = (retry?: GraphRetryOptions | false, options = {}) => {
    const settings = { clock: clock(), random: () => 0.5, allowLoopbackHttp: true, ...forever, ...options };
    const again = retry === undefined ? {} : { retry };
    const client = createGraphClient({ baseUrl: server().origin, credential: "t", ...settings, ...again });
    return (own = {}) => client.transfer("call-1", { transferTarget: { identity: {} } }, own);
  };

  return { acs, graph };
}
