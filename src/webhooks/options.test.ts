import { expect, test } from "vitest";
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
