import { callbackToken as ofAcs } from "../../generated/acs/received.ts";
import { callbackToken as ofGraph } from "../../generated/graph/received.ts";

/** Where the vendors say which keys sign their notifications. */
export const openIdConfigurations: readonly string[] = [ofAcs, ofGraph].map(
  ({ openIdConfiguration }) => openIdConfiguration,
);
