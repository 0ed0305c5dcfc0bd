import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeDigest } from "../node/index.ts";
import { accessJudge } from "./access.ts";
import { defaultCredentials } from "./credentials.ts";

const judge = accessJudge(defaultCredentials, nodeDigest);
const url = "http://127.0.0.1:4010/a?b=c";
const body = "{}";
const date = "Sat, 21 Nov 2026 10:00:00 GMT";
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

function judged(service: "acs" | "graph", headers: Record<string, string>) {
  return judge(service, { method: "POST", url, headers, body });
}

/** The headers of a signed request, and what was signed. */
function signed(host: string, hash = sha256(body)) {
  const text = `POST\n/a?b=c\n${date};${host};${hash}`;
  const key = Buffer.from(defaultCredentials.accessKey, "base64");
  const signature = createHmac("sha256", key).update(text).digest("base64");
  const authorization = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  return { text, headers: { "x-ms-date": date, "x-ms-content-sha256": hash, authorization } };
}

describe("a bearer token", () => {
  test.each(["Bearer", "bearer", "Bearer  "])("after %j is let in", async (scheme) => {
    const headers = { authorization: `${scheme} ${defaultCredentials.token}` };
    expect(await judged("acs", headers)).toBeUndefined();
    expect(await judged("graph", headers)).toBeUndefined();
  });

  test.each(["", "other", `${defaultCredentials.token}x`, `x${defaultCredentials.token}`])(
    "that is %j is refused",
    async (token) => {
      const details = { message: "The bearer token is not the one expected." };
      const refusal = { name: "unauthorized", details };
      expect(await judged("acs", { authorization: `Bearer ${token}` })).toMatchObject(refusal);
      expect(await judged("graph", { authorization: `Bearer ${token}` })).toMatchObject(refusal);
    },
  );
});

describe("without a token", () => {
  test.each([
    ["acs", "HMAC-SHA256, Bearer"],
    ["graph", "Bearer"],
  ] as const)("%s says what it takes", async (service, scheme) => {
    expect(await judged(service, {})).toEqual({
      name: "unauthorized",
      details: { message: "The Authorization header is missing.", headers: { "www-authenticate": scheme } },
    });
  });

  test.each(["Basic YQ==", `x Bearer ${defaultCredentials.token}`, "Bearer"])(
    "%j is neither",
    async (authorization) => {
      const message = "The Authorization header holds neither a bearer token nor a signature.";
      expect(await judged("acs", { authorization })).toMatchObject({ details: { message } });
      const forGraph = "The Authorization header holds no bearer token.";
      expect(await judged("graph", { authorization })).toMatchObject({ details: { message: forGraph } });
    },
  );
});

describe("a signature", () => {
  test("counts by the Host header, or else the host of the address", async () => {
    expect(await judged("acs", signed("127.0.0.1:4010").headers)).toBeUndefined();
    const { headers } = signed("a.test");
    expect(await judged("acs", { ...headers, host: "a.test" })).toBeUndefined();
    expect(await judged("acs", headers)).toBeDefined();
  });

  test("is nothing to Graph", async () => {
    expect(await judged("graph", signed("127.0.0.1:4010").headers)).toMatchObject({ name: "unauthorized" });
  });

  test("that is wrong is told by what was to be signed alone where the hash is right", async () => {
    const { headers } = signed("other.test");
    const { text } = signed("127.0.0.1:4010");
    expect(await judged("acs", headers)).toEqual({
      name: "wrongSignature",
      details: { parts: [{ code: "StringToSign", message: text }] },
    });
  });

  test("of another body is told by its hash, although the signature is right", async () => {
    const right = signed("127.0.0.1:4010");
    const headers = { ...right.headers, "x-ms-content-sha256": sha256("other") };
    expect(await judged("acs", headers)).toEqual({
      name: "wrongSignature",
      details: {
        parts: [
          { code: "StringToSign", message: right.text },
          {
            code: "ContentHash",
            message: `x-ms-content-sha256 is not that of the body, which has ${sha256(body)}`,
          },
        ],
      },
    });
  });

  test.each(["x-ms-date", "x-ms-content-sha256"] as const)("without %s is told so", async (name) => {
    const { [name]: _, ...headers } = signed("127.0.0.1:4010").headers;
    expect(await judged("acs", headers)).toEqual({
      name: "wrongSignature",
      details: { parts: [{ code: "MissingHeader", message: `${name} is missing` }] },
    });
  });
});
