import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMIT, ODD_TEXT, runs } from "../fuzz.test-support.ts";
import { isHandoffError } from "../errors.ts";
import { createAcsClient } from "./index.ts";

const key = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
const blank = fc.constantFrom("", " ", "\t");
const other = fc.stringMatching(/^[A-DF-Z]{1,8}=[\w.]{1,8}$/).filter((text) => !/^accesskey=/i.test(text));
const label = fc.stringMatching(/^[a-z]{1,10}$/);

function recased(word: string, capitals: boolean): string {
  return capitals ? word.toUpperCase() : word;
}

/** What a client of a connection string sends its first request to, and by which key; or the error. */
async function outcome(
  connectionString: string,
): Promise<{ url?: string; signed?: boolean; error?: unknown }> {
  let found: { url?: string; signed?: boolean } = {};
  try {
    const client = createAcsClient({
      connectionString,
      retry: false,
      fetch: async (url, { headers }) => {
        found = { url, signed: headers["authorization"]?.startsWith("HMAC-SHA256 ") === true };
        return new Response(null, { status: 202 });
      },
    });
    await client.redirectCall({ incomingCallContext: "c", target: { communicationUser: { id: "8:acs:a" } } });
    return found;
  } catch (error) {
    return { error };
  }
}

test(
  "a connection string is read in any order and case, with blanks and other parts around",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        key,
        label,
        fc.array(other, { maxLength: 2 }),
        blank,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom("", ";", "/"),
        async (accessKey, name, others, space, capitals, swapped, end) => {
          const slash = end === "/" ? "/" : "";
          const endpoint = `${recased("endpoint", capitals)}=https://${name}.communication.azure.com${slash}`;
          const parts = [endpoint, `${recased("accesskey", capitals)}=${accessKey}`];
          const all = [...others, ...(swapped ? parts.toReversed() : parts)].map(
            (part) => `${space}${part}${space}`,
          );
          const { url, signed, error } = await outcome(all.join(";") + (end === ";" ? end : ""));
          expect(error).toBeUndefined();
          expect(signed).toBe(true);
          expect(url?.startsWith(`https://${name}.communication.azure.com/calling/`)).toBe(true);
        },
      ),
      runs(30),
    );
  },
  LIMIT,
);

test(
  "any other text is refused with ERR_INVALID_ARGUMENT, and no message holds a part of it",
  async () => {
    const secret = "c2VjcmV0LWtleS1vZi10aGUtcmVzb3VyY2U=";
    const piece = fc.oneof(
      ODD_TEXT,
      fc.constantFrom(
        "endpoint=",
        "accesskey=",
        ";",
        "=",
        "https://",
        "http://",
        "user:pw@",
        "?q",
        "#",
        "\n",
      ),
      fc.constantFrom(secret, secret.slice(1), `accesskey=${secret}`, "endpoint=https://a.example"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
        async (text) => {
          const { url, error } = await outcome(text);
          if (url === undefined) {
            expect(isHandoffError(error, "ERR_INVALID_ARGUMENT")).toBe(true);
            expect(String(error)).not.toContain(secret.slice(1, 20));
            expect(String(error)).not.toContain("user:pw");
            return;
          }
          // What is taken names both, each once read to the next semicolon.
          const parts = text.split(";").map((part) => part.trim().toLowerCase());
          expect(parts.some((part) => part.startsWith("endpoint=https://"))).toBe(true);
          expect(parts.some((part) => part.startsWith("accesskey="))).toBe(true);
          expect(new URL(url).username).toBe("");
        },
      ),
      runs(120),
    );
  },
  LIMIT,
);
