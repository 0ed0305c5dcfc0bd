import fc from "fast-check";

/** How a token is put together, and where it is broken. */
export interface TokenRecipe {
  /** Members of the header and claims that are set; `undefined` takes one away. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What stands in the place of the claims as they are. */
  readonly payload: Uint8Array | "deep" | "huge" | "marked" | undefined;
  readonly signature:
    | "right"
    | "stranger"
    | "confused"
    | { readonly at: number; readonly by: number; readonly cut: number };
  /** What is done to the finished text. */
  readonly text: {
    readonly prefix: string;
    readonly at: number;
    readonly remove: number;
    readonly insert: string;
  };
}

const either = <T>(usual: T, other: fc.Arbitrary<T>, weight = 6): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const JSON_VALUE = fc.jsonValue({ maxDepth: 2 });

const HEADER = fc.dictionary(
  fc.constantFrom("alg", "kid", "typ", "crit", "b64", "jwk", "jku", "x5u", "zip", "cty", "__proto__"),
  fc.oneof(
    JSON_VALUE.filter((value) => !JSON.stringify(value).includes("b64")),
    fc.constantFrom("none", "None", "HS256", "RS384", "PS256", "rs256", "RS256", "one", "two", "", ["exp"]),
  ),
  { maxKeys: 2 },
);

const someClaims = (now: number) =>
  fc.dictionary(
    fc.constantFrom("iss", "aud", "exp", "nbf", "iat", "tid", "appid", "azp", "sub", "__proto__"),
    fc.oneof(
      JSON_VALUE,
      // A claim that is not there.
      fc.constant(undefined),
      fc.integer({ min: now - 120, max: now + 120 }),
      fc.constantFrom(
        "https://api.botframework.com",
        "https://api.botframework.com/",
        "https://graph.microsoft.com",
        "https://acscallautomation.communication.azure.com",
        "3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1",
        ["3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1"],
        ["x", "3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1"],
        "4962773b-9cdb-44cf-a8bf-237846a00ab7",
        1e308,
        String(now + 300),
      ),
    ),
    { maxKeys: 2 },
  );

/** Tokens, mostly good but for little. */
export function tokenRecipes(now: number): fc.Arbitrary<TokenRecipe> {
  return fc.record({
    header: either({}, HEADER, 2),
    claims: either({}, someClaims(now), 1),
    payload: either<TokenRecipe["payload"]>(
      undefined,
      fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom("deep" as const, "huge", "marked")),
      8,
    ),
    signature: either<TokenRecipe["signature"]>(
      "right",
      fc.oneof(
        fc.constantFrom("stranger" as const, "confused"),
        fc.record({ at: fc.nat(), by: fc.nat(255), cut: fc.nat(2) }),
      ),
    ),
    text: either(
      { prefix: "Bearer ", at: 0, remove: 0, insert: "" },
      fc.record({
        prefix: fc.constantFrom(
          "Bearer ",
          "bearer  ",
          "BEARER ",
          "Bearer\t",
          "Basic ",
          "",
          "Bearer, Bearer ",
        ),
        at: fc.nat(),
        remove: fc.nat(2),
        insert: fc.constantFrom("", ".", "=", "==", "+", "/", " ", "a", "..", "~"),
      }),
    ),
  });
}

/** The header `Authorization` of a recipe. */
export async function tokenOf(
  { header, claims: changed, payload, text }: TokenRecipe,
  good: Readonly<Record<string, unknown>>,
  sign: (text: string) => Promise<Buffer>,
): Promise<string> {
  const body = Buffer.from(JSON.stringify({ ...good, ...changed }));
  const signed = [
    Buffer.from(JSON.stringify({ alg: "RS256", kid: "one", ...header })),
    payload === undefined ? body : typeof payload === "string" ? odd(payload, body) : Buffer.from(payload),
  ].map((part) => part.toString("base64url"));
  const token = [...signed, (await sign(signed.join("."))).toString("base64url")].join(".");
  const at = text.at % (token.length + 1);
  return text.prefix + token.slice(0, at) + text.insert + token.slice(at + text.remove);
}

/** The claims with something beside them that their reader has to put up with, or to refuse. */
function odd(kind: "deep" | "huge" | "marked", text: Buffer): Buffer {
  const before = text.subarray(0, -1);
  if (kind === "deep")
    return Buffer.concat([before, Buffer.from(`,"d":${"[".repeat(4000)}${"]".repeat(4000)}}`)]);
  if (kind === "huge") return Buffer.concat([before, Buffer.from(`,"h":"${"h".repeat(20_000)}"}`)]);
  return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text, Buffer.from([0x20])]);
}
