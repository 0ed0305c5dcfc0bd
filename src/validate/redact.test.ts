import {
  array,
  assert,
  boolean,
  constantFrom,
  infiniteStream,
  jsonValue,
  oneof,
  property,
  string,
  tuple,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { redactBody, redactHeaders, redactUrl } from "./index.ts";

const CANARY = "s3cr3t-CANARY";

/** A letter as four hexadecimal digits. */
const hex = (letter: string) => letter.charCodeAt(0).toString(16).padStart(4, "0");

describe("a body", () => {
  test.each([
    `{"incomingCallContext":"${CANARY}"}`,
    `{"a":[{"incomingCallContext" : "\\"${CANARY}"}]}`,
    `{"INCOMINGCALLCONTEXT":"${CANARY}"}`,
    String.raw`{"incoming\u0043allContext":"${CANARY}"}`,
    String.raw`{"\u0049ncomingCall\u0063ontext":"${CANARY}"}`,
    `{" incomingCallContext ":"${CANARY}"}`,
    `{"incomingCallContext":["${CANARY}"]}`,
    `{"incomingCallContext":{"value":{"inner":"${CANARY}"}}}`,
    `{"incomingCallContext":"${CANARY}","incomingCallContext":null}`,
    `{"a":{"incomingCallContext":"${CANARY}"},"a":1}`,
    `{"callbackUri":"https://bot?key=${CANARY}","callbackUri":"https://bot"}`,
    `{"callbackUri":"https://bot/events?key=${CANARY}"}`,
    `{"CallbackURL":"https://bot/events;key=${CANARY}#${CANARY}"}`,
    String.raw`{"callback\u0055ri":"https:\/\/bot\/events\u003fkey=${CANARY}"}`,
    `{"operationCallbackUri":"https://joe:${CANARY}@bot/events"}`,
    `{"callbackUri":["https://bot?key=${CANARY}"]}`,
    JSON.stringify({ callbackUri: JSON.stringify({ incomingCallContext: CANARY }) }),
    JSON.stringify({ data: JSON.stringify({ incomingCallContext: CANARY }) }),
    JSON.stringify(JSON.stringify([JSON.stringify({ callbackUri: `https://bot?${CANARY}` })])),
    String.raw`{"data":"{\"\u005cu0069ncomingCallContext\":\"${CANARY}\"}"}`,
    String.raw`{"data":"{\"\\u\u0030069ncomingCallContext\":\"${CANARY}\"}"}`,
    `{"data":"incomingCallContext=${CANARY}"}`,
    `{"__proto__":{"incomingCallContext":"${CANARY}"}}`,
  ])("that is JSON: %s", (body) => {
    const redacted = redactBody(body);
    expect(() => void JSON.parse(redacted)).not.toThrow();
    expect(redacted).not.toContain(CANARY);
  });

  test("keeps what is no secret", () => {
    const body = {
      incomingCallContext: 123456,
      target: { rawId: "8:acs:1" },
      callbackUri: "https://bot/events?key=x",
      data: JSON.stringify({ incomingCallContext: "x", a: 1 }),
    };
    expect(JSON.parse(redactBody(JSON.stringify(body)))).toEqual({
      incomingCallContext: "(redacted)",
      target: { rawId: "8:acs:1" },
      callbackUri: "https://bot/events?key=(redacted)",
      data: '{"incomingCallContext":"(redacted)","a":1}',
    });
  });

  test.each([
    `{"incomingCallContext":"${CANARY}`,
    `{'incomingCallContext':'${CANARY}'}`,
    `{incomingCallContext:"${CANARY}"}`,
    `{"incomingCallContext":"${CANARY}",}`,
    `\uFEFF{"incomingCallContext":"${CANARY}"}`,
    `incomingCallContext=${CANARY}`,
    `a=1&INCOMINGCALLCONTEXT=${CANARY}`,
    `%69ncomingCallContext=${CANARY}`,
    `%2569ncomingCallContext=${CANARY}`,
    `callbackUri=https://bot?key=${CANARY}`,
    String.raw`{"incoming\u0043allContext":"${CANARY}`,
    String.raw`{'\x69ncomingCallContext':'${CANARY}'}`,
    String.raw`{'\u{69}ncomingCallContext':'${CANARY}'}`,
    `<incomingCallContext>${CANARY}</incomingCallContext>`,
  ])("that is no JSON is not given at all: %s", (body) => {
    expect(redactBody(body)).toBe(`(redacted) ${body.length} characters that are no JSON`);
  });

  test.each([
    "",
    "not JSON",
    "a=1&b=%20%2F%3A%40",
    '{ "callbackUri" : "https://bot/callbackUri" }',
    '{ "a": [ 1.0, "\\u003c\\u00e9" ], "callbackUri": null }',
    '{ "error": { "target": "incomingCallContext", "of": "callbackUri" } }',
    String.raw`{ "callbackUri": "https://bot", "file": "C:\\users\\joe: {\"a\":1}" }`,
    `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  ])("without anything to hide comes back as it is: %#", (body) => {
    expect(redactBody(body)).toBe(body);
  });

  test.each([100, 1_000, 9_000, 100_000])("hides a secret %i members deep", (depth) => {
    const body = `${'{"a":'.repeat(depth)}{"incomingCallContext":"${CANARY}"}${"}".repeat(depth)}`;
    expect(redactBody(body)).toContain("(redacted)");
    expect(redactBody(body)).not.toContain(CANARY);
  });

  test("hides a secret in more JSON texts within each other than are looked into", () => {
    let body = JSON.stringify({ incomingCallContext: CANARY });
    for (let level = 0; level < 9; level++) {
      body = JSON.stringify({ data: body });
      expect(redactBody(body)).toContain("(redacted)");
      expect(redactBody(body)).not.toContain(CANARY);
    }
  });

  test("hides secrets in more texts than are looked into", () => {
    const body = JSON.stringify(Array.from({ length: 2_000 }, () => `{"incomingCallContext":"${CANARY}"}`));
    const redacted: unknown = JSON.parse(redactBody(body));
    expect(redacted).toHaveLength(2_000);
    expect(redacted).toHaveProperty("0", '{"incomingCallContext":"(redacted)"}');
    expect(JSON.stringify(redacted)).not.toContain(CANARY);
  });

  test("is not given where there is too much of it", () => {
    const body = `{"incomingCallContext":"${CANARY}","a":[${"1,".repeat(20_000)}1]}`;
    expect(redactBody(body)).toBe(`(redacted) ${body.length} characters, too many to look into`);
  });
});

describe("a body of any JSON", () => {
  /** A sensitive name in any case, any of its letters escaped. */
  const spelled = tuple(
    constantFrom("incomingCallContext", "callbackUri", "callbackUrl", "operationCallbackUri"),
    infiniteStream(tuple(boolean(), boolean())),
  ).map(([name, choices]) => ({
    isAddress: /callback/i.test(name),
    name: name.replaceAll(/./g, (letter) => {
      const [isUpper, isEscaped] = choices.next().value ?? [false, false];
      const cased = isUpper ? letter.toUpperCase() : letter.toLowerCase();
      return isEscaped ? `\\u${hex(cased)}` : cased;
    }),
  }));

  /** What stands around the secret: text that goes before it and after it. */
  const around = oneof(
    tuple(string(), jsonValue({ maxDepth: 2 })).map(
      ([name, other]) => [`{${JSON.stringify(`_${name}`)}: `, `, "z": ${JSON.stringify(other)}}`] as const,
    ),
    jsonValue({ maxDepth: 2 }).map((other) => [`[${JSON.stringify(other)}, `, "]"] as const),
  );

  test("never shows the value of a sensitive member", () => {
    const layers = array(around, { maxLength: 40 });
    const wrapped = constantFrom("plain", "list", "object", "text");
    assert(
      property(spelled, layers, wrapped, boolean(), ({ isAddress, name }, nested, wrap, isText) => {
        const secret = isAddress ? `https://joe:${CANARY}@bot;x=${CANARY}?k=${CANARY}#${CANARY}` : CANARY;
        const value = { plain: secret, list: [secret], object: { secret }, text: `"${secret}"` }[wrap];
        let body = `{"${name}":${JSON.stringify(value)}}`;
        for (const [before, after] of nested) body = before + body + after;
        const redacted = redactBody(isText ? JSON.stringify({ data: body }) : body);
        expect(redacted).not.toContain(CANARY);
        expect(redacted).toContain("redacted");
      }),
      { numRuns: 500 },
    );
  });

  test("never shows a secret when it is cut off", () => {
    assert(
      property(spelled, jsonValue(), ({ name }, other) => {
        const body = `{"a":${JSON.stringify(other)},"${name}":"https://bot?${CANARY}`;
        expect(redactBody(body)).toBe(`(redacted) ${body.length} characters that are no JSON`);
      }),
    );
  });

  test("comes back as it is where no name is sensitive", () => {
    const harmless = jsonValue().filter(
      (value) => !/incomingcallcontext|callbackur|%[2-7]|\\[ux]/i.test(JSON.stringify(value)),
    );
    assert(
      property(harmless, constantFrom(0, 2), (value, indent) => {
        const body = JSON.stringify(value, undefined, indent);
        expect(redactBody(body)).toBe(body);
        const withAddress = JSON.stringify({ value, callbackUri: "https://bot/events" }, undefined, indent);
        expect(redactBody(withAddress)).toBe(withAddress);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an address", () => {
  test.each([
    ["https://joe:pw@bot/p?x=1&y#f", "https://(redacted)@bot/p?x=(redacted)&(redacted)"],
    ["https://joe@bot/p", "https://(redacted)@bot/p"],
    ["https://a:p@w@bot/p", "https://(redacted)@bot/p"],
    ["//joe:pw@bot/p", "//(redacted)@bot/p"],
    ["joe:pw@bot/p", "(redacted)@bot/p"],
    ["https:joe:pw@bot/p", "(redacted)@bot/p"],
    ["https:/joe:pw@bot/p", "https:/(redacted)@bot/p"],
    [String.raw`https:\\joe:pw@bot/p`, String.raw`https:\\(redacted)@bot/p`],
    ["ht\ntps://joe:pw@bot/p", "ht\ntps://(redacted)@bot/p"],
    ["/\t/joe:pw@bot/p", "/\t/(redacted)@bot/p"],
    ["\u0001//joe:pw@bot/p", "(redacted)"],
    [String.raw`foo://joe:p\w@bot/p`, "(redacted)"],
    ["https://joe;x:pw@bot/p", "https://(redacted)@bot/p"],
    ["/p;k=v/q;k;v=1?v=2", "/p;k=(redacted)/q;(redacted);v=1?v=2"],
    ["/p?v=1;k=2&v=3?k=4", "/p?v=1;k=(redacted)&v=3?k=(redacted)"],
    ["/p?k=a=b&&=c&k=", "/p?k=(redacted)&&=(redacted)&k=(redacted)"],
    ["/users/joe@contoso.com/p?v=1", "/users/joe@contoso.com/p?v=1"],
    ["/p%3Fk=1", "/p%3Fk=1"],
    ["/p#?k=1", "/p"],
    ["", ""],
  ])("%j is shown as %j", (address, shown) => {
    expect(redactUrl(address, ["v"])).toBe(shown);
  });

  test.each([
    ["http://no host/p;a=1?b#c", "http://no host/p"],
    ["http://no host#c", "http://no host"],
    ["//joe:pw@no host/p?x", "//(redacted)@no host/p"],
    ["https://joe:p/w@bot/p", "https://(redacted)@bot/p"],
    ["https://joe:p?w@bot/p", "(redacted)"],
    [`/p?${"x".repeat(40_000)}`, "/p"],
  ])("that cannot be parsed keeps its beginning: %#", (address, shown) => {
    expect(redactUrl(address, ["x"])).toBe(shown);
  });
});

test("headers that let somebody act in another's name are not shown, and addresses without their queries", () => {
  const secrets =
    "Authorization Proxy-Authorization Cookie Set-Cookie x-ms-content-sha256 X-API-Key api-key " +
    "Ocp-Apim-Subscription-Key x-functions-key x-ms-token-aad-id-token X-ClientSecret x-password " +
    "X-Hub-Signature-256 x-ms-authorization-auxiliary X-CSRFToken";
  for (const name of secrets.split(" "))
    expect(redactHeaders([[name, CANARY]])).toEqual({ [name]: "(redacted)" });
  const address = `https://bot/p?k=${CANARY}`;
  for (const name of ["Referer", "location", "Content-Location", "operation-location"])
    expect(redactHeaders([[name, address]])).toEqual({ [name]: "https://bot/p?k=(redacted)" });
  const plain = {
    origin: "https://bot",
    accept: "*/*",
    "x-ms-client-request-id": "1",
    "idempotency-key": "1",
  };
  expect(redactHeaders(Object.entries(plain))).toEqual(plain);
});

test.each([
  "\\",
  '"',
  '\\"',
  "[",
  "{",
  '{"a":',
  ":",
  "%25",
  "\\u{0",
  "\\u0",
  "callbackur",
  '"{callbackuri x",',
  '{"callbackUri":"//a@b"},',
  '{"callbackUri":"//[?"},',
  "?;@",
])("a megabyte of %s takes no time", (part) => {
  const much = part.repeat(1_000_000 / part.length);
  const close = "]".repeat(part === "[" ? much.length : 1);
  const bodies = [much, `{"incomingCallContext":"${much}`, `"incomingCallContext${much}`, `[${much}1]`];
  for (const body of [...bodies, `[{"incomingCallContext":1},${much}1${close}]`]) {
    const started = performance.now();
    redactBody(body);
    redactUrl(body);
    // A tenth of a second would be too much; machines that do other things meanwhile get some more.
    expect(performance.now() - started).toBeLessThan(400);
  }
});

test("a pointer or a sentence about an address says what it says, and one with an address does not", () => {
  for (const text of ["/body/callbackUri", "callbackUri has to be https."])
    expect(redactBody(JSON.stringify({ target: text }))).toBe(JSON.stringify({ target: text }));
  for (const text of [
    "callbackUri is https://bot.example/?code=s3cret",
    "callbackUri=s3cret",
    "callbackUri: /calls?s3cret",
    "operationCallbackUri %68ttps%3A s3cret",
    "callbackUri: \\u0068ttps s3cret",
  ])
    expect(redactBody(JSON.stringify({ target: text }))).not.toContain("s3cret");
});
