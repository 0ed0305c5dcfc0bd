import { expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { isFlowName } from "./calls.ts";
import type * as documented from "./documented.ts";

// Of its own, as what was read once is kept.
const fresh: string = "./documented.ts?fresh";
const { documentedItem, nearestExample }: typeof documented = await import(/* @vite-ignore */ fresh);

const requests = examples.flatMap((message) =>
  message.direction === "request" && isFlowName(message.operation)
    ? [{ flow: message.operation, example: message.example, body: message.message.body }]
    : [],
);

test("each documented request is nearest to itself, whatever its callback is and in whatever order its members are", () => {
  expect(requests.length).toBeGreaterThan(5);
  for (const { flow, example, body } of requests) {
    const turned = Object.fromEntries(Object.entries(Object(body)).toReversed());
    const changed = "callbackUri" in turned ? { ...turned, callbackUri: "https://own.test/calls" } : turned;
    const twin = requests.find(
      (one) => one.flow === flow && JSON.stringify(one.body) === JSON.stringify(body),
    );
    expect([flow, nearestExample(flow, changed)]).toEqual([flow, twin?.example ?? example]);
  }
});

test("a request that no document has is nearest to the one with the most places in common", () => {
  const own = requests.find(({ flow }) => flow === "graph.redirect");
  const more = { ...Object(own?.body), clientContext: "own", other: { a: 1 } };
  expect(requests.map(({ example }) => example)).toContain(nearestExample("graph.redirect", more));
  expect(nearestExample("graph.redirect", {})).toBeTypeOf("number");
});

test("a documented notification is one of its own flow, of the example where that has one, and a copy", () => {
  const first = documentedItem("graph.transfer", "transferred", undefined);
  expect(first).toMatchObject({ resourceData: { state: "terminated" } });
  expect(documentedItem("graph.transfer", "transferred", -1)).toEqual(first);
  Object.assign(Object(first?.["resourceData"]), { state: "changed" });
  expect(documentedItem("graph.transfer", "transferred", undefined)).toMatchObject({
    resourceData: { state: "terminated" },
  });
  expect(documentedItem("graph.transfer", "no such", undefined)).toBeUndefined();
});
