import { expect, test, vi } from "vitest";
import { createEventGridReceiver } from "../acs/event-grid.ts";
import { createAcsReceiver } from "../acs/webhook.ts";
import { createTracker } from "../flows/index.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { createSimulator } from "../simulator/index.ts";

const id = "b9614373-fd0b-480c-8fd2-cb58b70eab9f";
const onNotification = () => {};
const secret = { name: "code", value: "0123456789abcdef" };
const entra = { tenantId: id, audience: "api://receiver" };

// Each beside the options that are asked for, and by another way into the package than a literal, which types refuse.
const makers: Record<string, (others: object) => unknown> = {
  "a receiver of Graph": (others) => createGraphReceiver({ appId: "app", onNotification, ...others }),
  "a receiver of ACS": (others) => createAcsReceiver({ resourceId: id, onNotification, ...others }),
  "a receiver of Event Grid": (others) => createEventGridReceiver({ secret, onNotification, ...others }),
  "the tokens of Event Grid": (others) =>
    createEventGridReceiver({ entra: { ...entra, ...others }, onNotification }),
  "a tracker": (others) => createTracker({ ...others }),
  "the simulator": (others) => createSimulator({ ...others }),
  "the simulator's credentials": (others) => createSimulator({ credentials: { ...others } }),
};

test.each(Object.entries(makers))(
  "an option of %s that there is none of is refused by its name",
  (_, make) => {
    expect(make({})).toBeDefined();
    for (const name of ["tenant", "Clock", "__proto"])
      expect(() => make({ [name]: "0123456789abcdef" })).toThrow(
        expect.objectContaining({
          code: "ERR_INVALID_ARGUMENT",
          message: expect.stringMatching(new RegExp(`^There is no .*\\b${name}`)),
        }),
      );
  },
);

const unusable: [string, () => unknown][] = [
  // What is empty in JavaScript is not taken for what is not given.
  ...[null, "", 0, false].flatMap((empty): [string, () => unknown][] => {
    const given = (name: string) => JSON.parse(JSON.stringify({ [name]: empty }));
    return [
      ["tenants", () => createGraphReceiver({ appId: "app", onNotification, ...given("tenants") })],
      ["secret.name", () => createAcsReceiver({ resourceId: id, onNotification, ...given("secret") })],
      ["secret.name", () => createEventGridReceiver({ entra, onNotification, ...given("secret") })],
      ["entra.tenantId", () => createEventGridReceiver({ secret, onNotification, ...given("entra") })],
    ];
  }),
  ["appId", () => createGraphReceiver({ appId: [], onNotification })],
  ["appId", () => createGraphReceiver({ appId: ["app", ""], onNotification })],
  ["tenants", () => createGraphReceiver({ appId: "app", tenants: ["", id], onNotification })],
  ["issuers", () => createGraphReceiver({ appId: "app", issuers: [], onNotification })],
  [
    "clockTolerance",
    () => createGraphReceiver({ appId: "app", onNotification, ...JSON.parse('{"clockTolerance":"1"}') }),
  ],
  ["resourceId", () => createAcsReceiver({ resourceId: [id, ""], onNotification })],
  ["resourceId", () => createAcsReceiver(JSON.parse('{"resourceId":[1]}'))],
  [
    "secret.name",
    () => createAcsReceiver({ resourceId: id, secret: { ...secret, name: "" }, onNotification }),
  ],
  [
    "secret.name",
    () =>
      createAcsReceiver({
        resourceId: id,
        secret: JSON.parse('{"value":"0123456789abcdef"}'),
        onNotification,
      }),
  ],
  [
    "secret.value",
    () =>
      createAcsReceiver({
        resourceId: id,
        secret: JSON.parse('{"name":"code","value":[[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]]}'),
        onNotification,
      }),
  ],
  ["origins", () => createEventGridReceiver({ secret, origins: [], onNotification })],
  ["entra.senders", () => createEventGridReceiver({ entra: { ...entra, senders: [] }, onNotification })],
  ["entra.audience", () => createEventGridReceiver({ entra: { ...entra, audience: [] }, onNotification })],
  [
    "entra.tenantId",
    () => createEventGridReceiver({ entra: { ...entra, tenantId: `x${id}` }, onNotification }),
  ],
  [
    "entra.tenantId",
    () => createEventGridReceiver({ entra: { ...entra, tenantId: `${id}x` }, onNotification }),
  ],
];

test.each(unusable)("a value of %s that cannot be used is refused by its name", (name, make) => {
  expect(make).toThrow(
    expect.objectContaining({
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringMatching(new RegExp(`^${name} has to `)),
    }),
  );
});

test("a receiver of ACS warns where it is open, and only there", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  createAcsReceiver({ resourceId: id, onNotification });
  expect(warn).not.toHaveBeenCalled();
  createAcsReceiver({ resourceId: id, onNotification, dangerouslyAcceptUnverified: true });
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});
