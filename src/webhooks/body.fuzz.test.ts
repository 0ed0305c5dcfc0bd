import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEventGridReceiver } from "../acs/event-grid.ts";
import { createAcsReceiver } from "../acs/webhook.ts";
import { LIMIT, nested, NESTING, runs, type Nesting } from "../fuzz.test-support.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { acsBodies, cloudBodies, graphBodies } from "./bodies.test-support.ts";
import type { Receiver } from "./receiver.ts";
import { unverified } from "./unverified.test-support.ts";

const MAX = 300_000;

/** What Node.js asks for where a body is a stream, and the types of browsers do not know. */
const HALF = { duplex: "half" };

interface Kind {
  readonly right: string;
  readonly receive: (seen: unknown[]) => Receiver;
}

const kinds: Record<string, Kind> = {
  Graph: {
    right: JSON.stringify(graphBodies[0]),
    receive: (seen) =>
      unverified(createGraphReceiver, {
        appId: "a",
        maxBytes: MAX,
        violations: "deliver" as const,
        onNotification: (item) => seen.push(item),
      }),
  },
  ACS: {
    right: JSON.stringify(acsBodies[0]),
    receive: (seen) =>
      unverified(createAcsReceiver, {
        resourceId: "r",
        maxBytes: MAX,
        violations: "deliver" as const,
        onNotification: (item) => seen.push(item),
      }),
  },
  "Event Grid": {
    right: JSON.stringify(cloudBodies[0]),
    receive: (seen) =>
      unverified(createEventGridReceiver, {
        maxBytes: MAX,
        violations: "deliver" as const,
        onNotification: (item) => seen.push(item),
      }),
  },
};

const pieces = (size: number, bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });

const TYPE = fc.oneof(
  fc.constantFrom("application/json", "application/cloudevents+json; charset=utf-8", "APPLICATION/JSON ;x=y"),
  fc.constantFrom("text/plain", "application/jsonp", "json", "application/json, text/html", "+json"),
);

/** What a body is made of; the right one has a byte changed, something nested put in, or a mark before it. */
type Made =
  | { readonly bytes: Uint8Array }
  | { readonly json: string }
  | { readonly at: number; readonly byte: number }
  | { readonly within: Nesting }
  | { readonly alone: Nesting }
  | "marked"
  | "long";

const MADE: fc.Arbitrary<Made> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ bytes: fc.uint8Array({ maxLength: 64 }) }) },
  { weight: 3, arbitrary: fc.record({ json: fc.json() }) },
  { weight: 4, arbitrary: fc.record({ at: fc.nat(), byte: fc.nat(255) }) },
  { weight: 2, arbitrary: fc.record({ within: NESTING }) },
  { weight: 1, arbitrary: fc.record({ alone: NESTING }) },
  { weight: 1, arbitrary: fc.constantFrom("marked" as const, "long") },
);

function bytesOf(made: Made, right: string): Buffer<ArrayBuffer> {
  if (made === "marked") return Buffer.from(`\uFEFF${right}`);
  if (made === "long") return Buffer.alloc(MAX + 1, 32);
  if ("bytes" in made) return Buffer.from(made.bytes);
  if ("json" in made) return Buffer.from(made.json);
  if ("alone" in made) return Buffer.from(nested(made.alone));
  if ("within" in made) return Buffer.from(right.replace(":", () => `:${nested(made.within)},"x":`));
  const bytes = Buffer.from(right);
  bytes[made.at % bytes.length] = made.byte;
  return bytes;
}

/** Media types that end in `json` or `+json`, cut by hand. */
function isJson(type: string): boolean {
  const [essence = "", ...others] = type.toLowerCase().split(";");
  const [kind = "", subtype = "", ...more] = essence.trim().split("/");
  if (kind === "" || more.length > 0 || (others.length === 0 && essence.includes(","))) return false;
  return essence.trim() === "application/json" || (subtype.endsWith("+json") && subtype !== "+json");
}

describe.each(Object.entries(kinds))("any bytes for %s", (_, { right, receive }) => {
  test(
    "are told apart into JSON and what is none, and nothing that nests brings the receiver down",
    async () => {
      await fc.assert(
        fc.asyncProperty(MADE, TYPE, fc.option(fc.integer({ min: 1, max: 5 })), async (made, type, size) => {
          const bytes = bytesOf(made, right);
          const seen: unknown[] = [];
          const response = await receive(seen)(
            new Request("https://bot.example/", {
              method: "POST",
              headers: { "content-type": type },
              body: size === null || bytes.length > 10_000 ? bytes : pieces(size, bytes),
              ...HALF,
            }),
          );
          const { error }: { error?: { code: string } } = JSON.parse((await response.text()) || "{}");
          const got = `${response.status} ${error?.code}`;
          if (!isJson(type)) expect(got).toBe("415 ERR_MEDIA_TYPE");
          else if (bytes.length > MAX) expect(got).toBe("413 ERR_TOO_LARGE");
          else if (!isText(bytes)) expect(got).toBe("400 ERR_MALFORMED");
          // Too deep to be given a key is malformed too; anything else is handed on or breaks the contract.
          else expect(["202 undefined", "400 ERR_CONTRACT", "400 ERR_MALFORMED"]).toContain(got);
          expect(seen.length > 0).toBe(response.status === 202);
        }),
        runs(25, 5),
      );
    },
    LIMIT,
  );
});

/** Whether bytes are JSON in UTF-8, by another way than that of the receivers. */
function isText(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes);
  // A mark of the byte order may stand before a text.
  const buffer = whole.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? whole.subarray(3) : whole;
  if (!Buffer.from(buffer.toString("utf8"), "utf8").equals(buffer)) return false;
  try {
    JSON.parse(buffer.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
