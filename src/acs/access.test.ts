import { describe, expect, test } from "vitest";
import { createGraphClient } from "../graph/index.ts";
import { acsVersions, createAcsClient, type AcsClientOptions } from "./index.ts";

const accessKey = btoa("a key of thirty-two bytes, 012345");
const endpoint = "https://contoso.communication.azure.com";

/** What constructing throws. The options may be such as JavaScript lets through. */
function refusal(options: object): unknown {
  try {
    createAcsClient(JSON.parse(JSON.stringify(options)));
  } catch (error) {
    return error;
  }
  return "nothing";
}

const sentence = (text: RegExp) => ({ code: "ERR_INVALID_ARGUMENT", message: expect.stringMatching(text) });

describe("a client is made of", () => {
  test.each<[string, AcsClientOptions]>([
    ["a connection string", { connectionString: `endpoint=${endpoint}/;accesskey=${accessKey}` }],
    ["one in another order and case", { connectionString: `AccessKey=${accessKey};Endpoint=${endpoint};` }],
    ["one with spaces", { connectionString: ` endpoint=${endpoint} ; accesskey=${accessKey} ` }],
    ["an endpoint with an access key", { endpoint, accessKey }],
    ["an endpoint with a credential", { endpoint: `${endpoint}/`, credential: () => "t" }],
  ])("%s", (_name, options) => {
    expect(createAcsClient(options).service.baseUrl).toBe(endpoint);
  });
});

describe("what cannot be used is refused at construction, with what to do", () => {
  test.each([
    ["http without the opt-in", "http://127.0.0.1:8080"],
    ["http", "http://contoso.communication.azure.com"],
    ["no scheme", "contoso.communication.azure.com"],
    ["a user", "https://user:pass@contoso.communication.azure.com"],
    ["a query", "https://contoso.communication.azure.com/?x=1"],
    ["an empty query", "https://contoso.communication.azure.com/?"],
    ["a fragment", "https://contoso.communication.azure.com/#x"],
    ["nothing", ""],
    ["another scheme", "ftp://contoso.communication.azure.com"],
  ])("an endpoint with %s", (_name, address) => {
    expect(refusal({ endpoint: address, accessKey })).toMatchObject(sentence(/^endpoint has to be an https/));
    expect(() => createGraphClient({ baseUrl: address, credential: "t" })).toThrow(
      /^baseUrl has to be an https/,
    );
  });

  test("http beyond this machine, also with the opt-in", () => {
    for (const host of [
      "contoso.communication.azure.com",
      "127.0.0.1.evil.test",
      "localhost.evil.test",
      "10.0.0.1",
    ])
      expect(refusal({ endpoint: `http://${host}`, accessKey, allowLoopbackHttp: true })).toMatchObject(
        sentence(/^endpoint has to be an https/),
      );
    for (const host of ["127.0.0.1:80", "127.9.9.9", "localhost:8080", "[::1]:8080"])
      expect(refusal({ endpoint: `http://${host}`, accessKey, allowLoopbackHttp: true })).toBe("nothing");
  });

  test.each([
    ["empty", ""],
    ["not base64", "not base64!"],
    ["without its padding", btoa("ab").slice(0, -1)],
    ["with a line break", `${accessKey.slice(0, 4)}\n${accessKey.slice(4)}`],
    ["with a space at its end", `${accessKey} `],
    ["in base64url", "-_-_"],
    ["a number", 12],
  ])("an access key that is %s", (_name, key) => {
    const error = refusal({ endpoint, accessKey: key });
    expect(error).toMatchObject(sentence(/access key has to be base64/));
    expect(String(error)).not.toContain(String(key || "no key"));
  });

  test.each([
    ["without an endpoint", `accesskey=${accessKey}`, /no endpoint/],
    ["without a key", `endpoint=${endpoint}`, /no accesskey/],
    ["with an empty key", `endpoint=${endpoint};accesskey=`, /no accesskey/],
    ["that is empty", "", /no endpoint/],
    ["that is a key alone", accessKey, /no endpoint/],
    [
      "whose endpoint is http",
      `endpoint=http://contoso.test;accesskey=${accessKey}`,
      /^endpoint has to be an https/,
    ],
    ["whose key is broken", `endpoint=${endpoint};accesskey=???`, /access key has to be base64/],
  ])("a connection string %s", (_name, connectionString, message) => {
    const error = refusal({ connectionString });
    expect(error).toMatchObject(sentence(message));
    expect(String(error)).not.toContain(accessKey);
  });

  test("no credential at all", () => {
    expect(refusal({ endpoint })).toMatchObject(sentence(/^credential has to be a function or an object/));
    expect(refusal({ endpoint, credential: {} })).toMatchObject(sentence(/^credential has to be/));
    for (const options of [{}, { endpoint, connectionString: `endpoint=${endpoint};accesskey=${accessKey}` }])
      expect(refusal(options)).toMatchObject(
        sentence(/^Either connectionString or endpoint has to be given\.$/),
      );
  });

  test("a token that no header can carry, without repeating it", () => {
    for (const credential of ["", "two words", "line\nbreak"])
      expect(() => createGraphClient({ credential })).toThrow(
        "credential is no token that a header can carry.",
      );
  });

  test("a version that does not exist", () => {
    expect(refusal({ endpoint, accessKey, apiVersion: "2022-02-22" })).toMatchObject(
      sentence(new RegExp(`^apiVersion has to be one of ${acsVersions.join(", ")}\\.$`)),
    );
    // @ts-expect-error a version that does not exist
    expect(() => createGraphClient({ credential: "t", version: "v0.9" })).toThrow(
      /^version has to be one of beta, v1\.0/,
    );
  });
});

test("a client shows no secret where it is logged", async () => {
  const { inspect } = await import("node:util");
  const shown = inspect(createAcsClient({ endpoint, accessKey }), { depth: 9, showHidden: true });
  expect(shown).not.toContain(accessKey);
});
