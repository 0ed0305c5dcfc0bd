import { describe, expect, test } from "vitest";
import { said } from "../acs/request.test-support.ts";
import { phone, redirectRequest, transferRequest, user, type GraphSchemas } from "./index.ts";

type Redirect = GraphSchemas["redirectRequest"];
type Transfer = GraphSchemas["transferRequest"];

const target = { identity: user("u") };
const ofRedirect = (request: Partial<Redirect>) =>
  said<Redirect>(redirectRequest, { targets: [target], ...request });
const ofTransfer = (request: Transfer) => said<Transfer>(transferRequest, request);
const targets = (count: number) => Array.from({ length: count }, () => target);

describe("a redirect", () => {
  test.each<[Partial<Redirect>]>([
    [{ targets: targets(1) }],
    [{ targets: targets(25), timeout: 15, callbackUri: "https://bot.contoso.com/api/calls" }],
    [{ targets: [{ identity: phone("+12345678901") }], timeout: 90 }],
    [{ timeout: null, callbackUri: null }],
    [{ targets: [{ identity: { phone: null } }, { identity: { phone: { id: null } } }] }],
  ])("that keeps the limits is given back: %j", (request) => {
    expect(ofRedirect(request)).toBeUndefined();
  });

  test.each<[Partial<Redirect>, string]>([
    [{ targets: [] }, "targets: 1 to 25 targets, not 0"],
    [{ targets: targets(26) }, "targets: 1 to 25 targets, not 26"],
    [{ timeout: 14 }, "timeout: 15 to 90 whole seconds, not 14"],
    [{ timeout: 91 }, "timeout: 15 to 90 whole seconds, not 91"],
    [{ timeout: 15.5 }, "timeout: 15 to 90 whole seconds, not 15.5"],
    [{ timeout: Number.NaN }, "timeout: 15 to 90 whole seconds, not NaN"],
    [{ callbackUri: "http://localhost/?code=s3cr3t" }, "callbackUri: an https:// address"],
    [
      { targets: [target, { identity: { phone: { id: "12345678901" } } }] },
      "targets[1].identity.phone.id: a number in E.164 form, such as +12345678901",
    ],
    [
      { targets: [], timeout: 0, callbackUri: "" },
      "targets: 1 to 25 targets, not 0; timeout: 15 to 90 whole seconds, not 0; callbackUri: an https:// address",
    ],
  ])("that breaks them is refused: %j", (request, expected) => {
    expect(ofRedirect(request)).toBe(`The redirect breaks documented limits: ${expected}.`);
  });
});

describe("a transfer", () => {
  const number = { identity: { phone: { id: "tel:+12345678901" } } };

  test("to a number or a user is given back", () => {
    expect(ofTransfer({ transferTarget: target })).toBeUndefined();
    expect(
      ofTransfer({ transferTarget: { identity: phone("+12345678901") }, transferee: null }),
    ).toBeUndefined();
  });

  test("with a number of another form is refused, wherever that stands", () => {
    const form = "a number in E.164 form, such as +12345678901";
    expect(ofTransfer({ transferTarget: number, transferee: number })).toBe(
      `The transfer breaks documented limits: transferTarget.identity.phone.id: ${form}; transferee.identity.phone.id: ${form}.`,
    );
  });
});
