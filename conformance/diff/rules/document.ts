import { operationRules } from "./document-operations.ts";
import { receivedRules } from "./document-received.ts";
import { sentRules } from "./document-sent.ts";
import { surroundingRules } from "./document-surroundings.ts";

/** What a comparison of two documents finds. */
export const documentRules = {
  ...operationRules,
  ...sentRules,
  ...receivedRules,
  ...surroundingRules,
} as const;

/** The id of a rule about documents. */
export type DocumentRuleId = keyof typeof documentRules;
