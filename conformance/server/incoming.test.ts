import { afterEach, expect, test } from "vitest";
import { serveParty, type Delivered, type SendDelivery } from "../parties/server.ts";
import { verifyServer } from "./index.ts";

let close = async (): Promise<unknown> => undefined;
afterEach(() => close());

/** Judges a target, which is waited for no longer than 50 ms. */
async function incomingOf(deliver: (delivery: Delivered, send: SendDelivery) => Promise<Response>) {
  const party = await serveParty({ deliver });
  close = party.close;
  const filters = { operations: ["acs.redirectCall"], versions: ["2026-03-12"] };
  const { checks } = await verifyServer({ url: party.url, filters, settle: 50, timeout: 3000 });
  return checks.find(({ id }) => id === "acs.redirectCall/notification/incoming");
}

const isEvent = ({ headers }: Delivered) => headers["aeg-event-type"] === "Notification";

test("an announcement is judged however late it comes, where Event Grid asked whether it is wanted", async () => {
  const found = await incomingOf(async (delivery, send) => {
    if (!isEvent(delivery)) return send(delivery);
    // Other calls are judged without, and the gate is gone by then.
    setTimeout(() => void send(delivery).catch(() => {}), 1000);
    return new Response(null, { status: 202 });
  });
  expect(found).toMatchObject({ status: "passed" });
});

test("one that never comes is excluded", async () => {
  const found = await incomingOf(async (delivery, send) =>
    isEvent(delivery) ? new Response(null, { status: 202 }) : send(delivery),
  );
  expect(found).toMatchObject({ status: "excluded", message: "No incoming call was announced." });
});
