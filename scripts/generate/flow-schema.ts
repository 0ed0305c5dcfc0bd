import type { Destination, Flow } from "../../generated/contract.ts";

/** A file of `specs/flows/`, before what it leaves out is filled in. */
export interface FlowFile extends Omit<Flow, "success" | "notifications" | "transitions"> {
  readonly flow: string;
  readonly destinations: readonly Destination[];
  readonly notifications: Readonly<
    Record<
      string,
      {
        readonly title: string;
        readonly where: Readonly<Record<string, readonly (string | number)[]>>;
        readonly without?: readonly string[];
        readonly must?: readonly string[];
        readonly may?: readonly string[];
        readonly destinations?: readonly Destination[];
      }
    >
  >;
  readonly transitions: readonly (Omit<Flow["transitions"][number], "source"> & {
    readonly source:
      | readonly string[]
      | { readonly document: string; readonly says: string }
      | { readonly definition: string; readonly says: string };
  })[];
}

const text = { type: "string", minLength: 1 };
const pointer = { type: "string", pattern: "^/" };
const pointers = { type: "array", items: pointer };
const seconds = { type: "integer", minimum: 1 };
const names = { type: "array", items: text, minItems: 1 };

function object(required: readonly string[], properties: Readonly<Record<string, object>>): object {
  return { type: "object", required, properties, additionalProperties: false };
}

const destinations = {
  type: "array",
  minItems: 1,
  items: {
    anyOf: [
      object(["of", "at"], { of: { enum: ["request", "call"] }, at: pointer }),
      object(["of"], { of: { const: "registration" } }),
    ],
  },
};

const values = {
  type: "object",
  minProperties: 1,
  propertyNames: pointer,
  additionalProperties: { type: "array", minItems: 1, items: { type: ["string", "integer"] } },
};

/** What a file of `specs/flows/` may hold. */
export const FLOW_SCHEMA = object(
  [
    "flow",
    "title",
    "operation",
    "webhook",
    "parties",
    "variants",
    "destinations",
    "targets",
    "begins",
    "states",
    "notifications",
    "transitions",
  ],
  {
    flow: text,
    title: text,
    operation: text,
    webhook: text,
    parties: object(["app", "service"], { app: text, service: text }),
    variants: {
      type: "object",
      minProperties: 1,
      additionalProperties: object(["title"], { title: text, when: pointer }),
    },
    destinations,
    echo: object(["request", "notification", "of"], { request: pointer, notification: pointer, of: names }),
    call: {
      type: "array",
      minItems: 1,
      items: object(["at"], {
        at: pointer,
        paths: { type: "array", minItems: 1, items: { type: "string", pattern: "^/.*/\\{id\\}$" } },
      }),
    },
    id: pointer,
    callEnds: values,
    result: object(["code", "subcode", "message"], {
      code: pointer,
      subcode: pointer,
      message: pointer,
      reason: pointer,
    }),
    context: object(["request", "notification"], { request: pointer, notification: pointer }),
    targets: object(["at"], {
      at: pointer,
      identity: pointer,
      masks: object(["caller", "callee"], { caller: pointer, callee: pointer }),
      ringFor: object(["one", "several"], { at: pointer, one: seconds, several: seconds }),
    }),
    transferee: pointer,
    replaces: pointer,
    ringsFor: seconds,
    begins: text,
    states: {
      type: "object",
      additionalProperties: object(["title", "call"], {
        title: text,
        call: text,
        over: { const: true },
        end: { enum: ["completed", "failed", "ended"] },
      }),
    },
    notifications: {
      type: "object",
      minProperties: 1,
      additionalProperties: object(["title", "where"], {
        title: text,
        where: values,
        without: pointers,
        must: pointers,
        may: pointers,
        destinations,
      }),
    },
    transitions: {
      type: "array",
      minItems: 1,
      items: {
        ...object(["from", "to", "source"], {
          from: names,
          to: text,
          answer: { enum: ["success", "other"] },
          notification: text,
          variants: names,
          source: {
            anyOf: [
              names,
              object(["document", "says"], { document: text, says: text }),
              object(["definition", "says"], { definition: text, says: text }),
            ],
          },
        }),
        oneOf: [{ required: ["answer"] }, { required: ["notification"] }],
      },
    },
  },
);
