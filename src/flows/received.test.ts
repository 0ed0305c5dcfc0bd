import { describe, expect, test } from "vitest";
import { createAcsReceiver, type AcsReceiverOptions } from "../acs/webhook.ts";
import { createGraphReceiver, type GraphReceiverOptions } from "../graph/webhook.ts";
import { posted, unverified } from "../webhooks/unverified.test-support.ts";
import { courses, extended, success, type Course } from "./documented.test-support.ts";
import { createTracker, type TrackerStore } from "./index.ts";
import { completed, item, taken202, transfer } from "./tracker.test-support.ts";

/** A receiver of each service that hands everything to a tracker. */
function receiving(store?: TrackerStore) {
  const tracker = createTracker(store ? { store } : {});
  const graph = unverified<GraphReceiverOptions, ReturnType<typeof createGraphReceiver>>(
    createGraphReceiver,
    {
      appId: "bot",
      onNotification: (notification) => tracker.receive(notification),
    },
  );
  const acs = unverified<AcsReceiverOptions, ReturnType<typeof createAcsReceiver>>(createAcsReceiver, {
    resourceId: "resource",
    onNotification: (notification) => tracker.receive(notification),
  });
  const post = async ({ options }: Course, messages: readonly unknown[]) => {
    if (messages.length === 0) return [];
    const { status } = options.operation.startsWith("graph.")
      ? await graph(posted({ value: messages }))
      : await acs(posted(messages));
    return [status];
  };
  return { tracker, post, graph };
}

const titled = courses.map((course): [string, Course] => [course.title, course]);

describe.each(titled)("%s through a receiver,", (_title, course) => {
  const wanted = { ...course.told, outcome: course.outcome };
  const messages = course.notifications.map(({ message }) => message);
  const deliveries: Record<string, unknown[][]> = {
    "one by one": messages.map((one) => [one]),
    "each twice": messages.flatMap((one) => [[one], [one]]),
    "in one request": [messages],
    "in one request that comes twice": [messages, messages],
    reversed: messages.toReversed().map((one) => [one]),
    "reversed in one request": [messages.toReversed()],
    "with unknown members everywhere": course.notifications.map((one) => [extended(one).message]),
  };

  test.each(Object.entries(deliveries))("%s", async (_how, requests) => {
    const { tracker, post } = receiving();
    const { outcome } = tracker.watch(success(course), course.options);
    for (const request of requests)
      for (const status of await post(course, request)) expect([200, 202]).toContain(status);
    expect(await outcome).toMatchObject(wanted);
  });
});

test("codes that are spelled and typed as the documents have them lead to the outcome", async () => {
  const { tracker, graph } = receiving();
  const { outcome } = tracker.watch(taken202, transfer);
  const resultInfo = { code: "500", subCode: "7000", message: "<message>" };
  await graph(posted({ value: [item("updated", { state: "established", resultInfo }).message] }));
  expect(await outcome).toMatchObject({ outcome: "failed", code: 500, subcode: 7000 });
});

test("a store that fails has the notification delivered again", async () => {
  const fault = () => Promise.reject(new Error("broken"));
  const { graph } = receiving({ get: fault, swap: fault });
  expect((await graph(posted({ value: [completed.message] }))).status).toBe(500);
});
