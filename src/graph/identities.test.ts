import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { judgeRequest } from "../validate/index.ts";
import {
  application,
  applicationInstance,
  azureCommunicationServicesUser,
  encrypted,
  graphVersions,
  guest,
  onPremises,
  phone,
  user,
  type GraphSchemas,
} from "./index.ts";

const added = { "@odata.type": "#microsoft.graph.identity", id: "x" };

const table: [GraphSchemas["communicationsIdentitySet"], object][] = [
  [user("x"), { user: { id: "x" } }],
  [
    user("x", { displayName: "Heidi Steen", tenantId: "t" }),
    { user: { id: "x", displayName: "Heidi Steen", tenantId: "t" } },
  ],
  [application("x", { displayName: "Test bot" }), { application: { id: "x", displayName: "Test bot" } }],
  [phone("+12345678901"), { phone: { ...added, id: "+12345678901" } }],
  [applicationInstance("x", { tenantId: "t" }), { applicationInstance: { ...added, tenantId: "t" } }],
  [encrypted("x"), { encrypted: added }],
  [guest("x", { email: "a@contoso.com" }), { guest: { ...added, email: "a@contoso.com" } }],
  [onPremises("x", { displayName: "A" }), { onPremises: { ...added, displayName: "A" } }],
  [
    azureCommunicationServicesUser("x", { azureCommunicationServicesResourceId: "r" }),
    { azureCommunicationServicesUser: { ...added, azureCommunicationServicesResourceId: "r" } },
  ],
];

describe("what goes over the wire", () => {
  test.each(table)("%j", (identity, expected) => {
    expect(identity).toStrictEqual(expected);
  });

  test.each(table)("satisfies the contract of every version, strictly judged: %j", (identity) => {
    for (const version of graphVersions) {
      const invited = { identity };
      const transfer = { transferTarget: invited, transferee: invited };
      expect(judged(version, "transfer", transfer)).toEqual([]);
      expect(judged(version, "redirect", { targets: [invited, invited] })).toEqual([]);
    }
  });

  test("is for a number and for a user what the documents show", () => {
    expect(bodyOf("graph-transfer/13-example-3-request")).toEqual(transferTo(phone("+12345678901")));
    const tenantId = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    const heidi = user("550fae72-d251-43ec-868c-373732c2704f", { tenantId, displayName: "Heidi Steen" });
    expect(bodyOf("graph-transfer/01-example-1-request")).toEqual(transferTo(heidi));
  });
});

const nothing: string = JSON.parse('""');
/** As a caller without types might give them. */
const noText: string = JSON.parse("1");
const another: object = JSON.parse('{"id":"y"}');

describe("what identifies nobody is refused with a sentence that does not repeat it", () => {
  test.each<[string, () => unknown]>([
    ["The id of a user", () => user(nothing)],
    ["The id of a user", () => user(noText)],
    ["The id of an application", () => application(nothing)],
    ["The id of an application instance", () => applicationInstance(nothing)],
    ["The id of an encrypted identity", () => encrypted(nothing)],
    ["The id of a guest", () => guest(nothing)],
    ["The id of a user on premises", () => onPremises(nothing)],
    ["The id of a user of Communication Services", () => azureCommunicationServicesUser(nothing)],
  ])("%s", (what, make) => {
    const message = `${what} has to be text that is not empty.`;
    expect(make).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message }));
  });

  test.each([
    "12345678901",
    "+0123456789",
    "+1",
    `+${"1".repeat(16)}`,
    "+1 425",
    "tel:+12345678901",
    "+12345678901\n",
    "",
  ])("'%s' as a number", (id) => {
    const message = "A phone number has to be in E.164 form, such as +12345678901.";
    expect(() => phone(id)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message }));
  });

  test("the id is that of the argument, whatever else is said", () => {
    expect(user("x", another)).toEqual({ user: { id: "x" } });
  });
});

function judged(version: (typeof graphVersions)[number], verb: string, body: unknown) {
  const headers = { "content-type": "application/json" };
  return judgeRequest(`graph@${version}`, `graph.${verb}`, {
    path: { id: "call-1" },
    query: {},
    headers,
    body,
  });
}

function bodyOf(id: string): unknown {
  const example = examples.find((one) => one.id === id);
  if (example?.direction !== "request") throw new Error(`There is no request ${id}.`);
  return example.message.body;
}

/** A transfer to exactly this identity, whatever is said beside it. */
function transferTo(identity: GraphSchemas["communicationsIdentitySet"]): unknown {
  return expect.objectContaining({ transferTarget: expect.objectContaining({ identity }) });
}
