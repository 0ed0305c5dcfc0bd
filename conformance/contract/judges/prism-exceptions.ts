import type { Negative } from "../cases/negatives.ts";

/** A kind of fault that Prism cannot see, and why. */
export interface PrismException {
  readonly slug: string;
  readonly reason: string;
  applies(negative: Negative): boolean;
}

/** Every fault that Prism accepts has to be one of these, and each of these has to occur. */
export const prismExceptions: readonly PrismException[] = [
  {
    slug: "dependent-header",
    reason:
      "OpenAPI cannot say that one header demands another; the rule is an extension that Prism does not read",
    applies: ({ rule }) => rule === "dependentRequired",
  },
  {
    slug: "forbidden-body",
    reason: "OpenAPI cannot forbid a body, so that Prism has nothing to judge the body of a 204 by",
    applies: ({ rule, target }) =>
      rule === "absent" && target.kind === "response" && target.body === undefined,
  },
];
