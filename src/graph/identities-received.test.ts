import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { graphVersions, phone, readIdentities, user, type IdentityKind } from "./index.ts";

/** As it might come over the wire. */
const received = (text: string): Parameters<typeof readIdentities>[0] => JSON.parse(text);

describe("the identities of a participant", () => {
  test("are mostly one", () => {
    const heidi = user("u", { displayName: "Heidi Steen", tenantId: "t" });
    expect(readIdentities(heidi)).toStrictEqual([
      { kind: "user", id: "u", displayName: "Heidi Steen", identity: heidi.user },
    ]);
    expect(readIdentities(phone("+12345678901"))).toMatchObject([{ kind: "phone", id: "+12345678901" }]);
  });

  test("are none where there is no set, or nothing in it", () => {
    expect(readIdentities(undefined)).toEqual([]);
    expect(readIdentities(null)).toEqual([]);
    expect(readIdentities({})).toEqual([]);
    expect(readIdentities({ user: null, phone: null, endpointType: "default" })).toEqual([]);
    expect(readIdentities({ "@odata.type": "#microsoft.graph.identitySet" })).toEqual([]);
  });

  test("may be several, in the order in which they came, without those that are null", () => {
    const set = received(
      '{"@odata.type":"#microsoft.graph.communicationsIdentitySet","user":null,"phone":{"id":"+12345678901"},' +
        '"assertedIdentity":{"id":"a","displayName":"Contoso"},"endpointType":"default"}',
    );
    expect(readIdentities(set).map(({ kind, id, displayName }) => [kind, id, displayName])).toEqual([
      ["phone", "+12345678901", undefined],
      ["assertedIdentity", "a", "Contoso"],
    ]);
  });

  test("may be of a kind that nobody knows yet, and hold what nobody knows yet", () => {
    const set = received(
      '{"someFutureIdentity":{"id":"x","rank":7},"note":"text","user@note":{"id":"y"},"list":[1]}',
    );
    expect(readIdentities(set)).toStrictEqual([
      { kind: "someFutureIdentity", id: "x", displayName: undefined, identity: { id: "x", rank: 7 } },
    ]);
  });

  test.each([
    '{"guest":{}}',
    '{"guest":{"id":null,"displayName":null}}',
    '{"guest":{"id":1,"displayName":{}}}',
  ])("may have neither id nor name: %s", (text) => {
    expect(readIdentities(received(text))).toMatchObject([
      { kind: "guest", id: undefined, displayName: undefined },
    ]);
  });
});

const kinds: Record<IdentityKind, true> = {
  application: true,
  applicationInstance: true,
  assertedIdentity: true,
  azureCommunicationServicesUser: true,
  device: true,
  encrypted: true,
  guest: true,
  onPremises: true,
  phone: true,
  user: true,
};

test.each(graphVersions)("the kinds are those of %s", (version) => {
  const file = new URL(`../../generated/graph/${version}/openapi.json`, import.meta.url);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    components: {
      schemas: {
        communicationsIdentitySet: {
          properties: expect.toSatisfy((properties: object) => {
            const declared = Object.keys(properties).filter((name) => !/^@|^endpointType$/.test(name));
            return declared.toSorted().join() === Object.keys(kinds).toSorted().join();
          }),
        },
      },
    },
  });
});
