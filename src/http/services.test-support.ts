import { createAcsClient } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import type { OperationResult } from "./result.ts";
import type { TokenCredential, TokenFunction } from "./token.ts";

/** One operation of a client, with all that is the same for both services. */
export type Call = (options?: CallOptions) => Promise<OperationResult<number, unknown, unknown>>;

/** Makes a client that sends to a server on this machine, and gives one of its operations that answer 202. */
export type Service = (
  origin: string,
  options?: ClientOptions & { readonly credential?: TokenCredential | TokenFunction },
) => Call & { readonly orThrow: Call };

/** Both services. */
export const services: readonly (readonly [string, Service])[] = [
  [
    "ACS",
    (endpoint, options) => {
      const credential = () => "secret";
      const acs = createAcsClient({ endpoint, credential, allowLoopbackHttp: true, ...options });
      const request = { targetParticipant: { rawId: "4:+14255550123" } };
      return Object.assign((own?: CallOptions) => acs.transferToParticipant("call-1", request, own), {
        orThrow: (own?: CallOptions) => acs.orThrow.transferToParticipant("call-1", request, own),
      });
    },
  ],
  [
    "Graph",
    (baseUrl, options) => {
      const credential = () => "secret";
      const graph = createGraphClient({ baseUrl, credential, allowLoopbackHttp: true, ...options });
      const request = { transferTarget: { identity: { user: { id: "user-1" } } } };
      return Object.assign((own?: CallOptions) => graph.transfer("call-1", request, own), {
        orThrow: (own?: CallOptions) => graph.orThrow.transfer("call-1", request, own),
      });
    },
  ],
];
