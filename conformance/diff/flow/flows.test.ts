import { describe, expect, test } from "vitest";
import { flows } from "../../../generated/flows.ts";
import type { JsonObject } from "../change.ts";
import { compareFlows } from "../flows.ts";

type Flows = Readonly<Record<string, JsonObject>>;

const told = (old: JsonObject, revised: JsonObject): string[] =>
  compareFlows({ flow: old }, { flow: revised }).map(({ rule, message }) => `${rule}: ${message}`);

const states = { asked: { call: "connected" }, done: { call: "gone", end: "completed" } };
const notifications = { done: { title: "Done", where: { "/type": ["Done"] } } };
const step = { from: ["asked"], notification: "done", to: "done" };
const base = { states, notifications, transitions: [step] };

describe("flows", () => {
  test("that are the same have no changes, however they are written", () => {
    const own: Flows = flows;
    expect(compareFlows(own, own)).toEqual([]);
    const reversed = Object.fromEntries(
      Object.entries(own).map(([name, flow]) => [
        name,
        Object.fromEntries(Object.entries(flow).toReversed()),
      ]),
    );
    expect(compareFlows(own, reversed)).toEqual([]);
    expect(told(base, { ...base, transitions: [{ ...step, from: ["asked", "asked"] }] })).toEqual([]);
  });

  test("whose steps are written apart or together are the same", () => {
    const two = { ...states, later: { call: "connected" } };
    const together = { ...base, states: two, transitions: [{ ...step, from: ["asked", "later"] }] };
    const apart = { ...together, transitions: [step, { ...step, from: ["later"] }] };
    expect(told(together, apart)).toEqual([]);
    expect(told(apart, together)).toEqual([]);
  });

  test("that say the state by name or as the same are the same", () => {
    const named = { ...base, transitions: [{ ...step, to: "asked" }] };
    expect(told(named, { ...base, transitions: [{ ...step, to: "same" }] })).toEqual([]);
  });

  test("name all states of which the same is different at once", () => {
    const more = { ...states, later: { call: "connected" } };
    const old = { ...base, states: more, transitions: [] };
    const revised = { ...old, transitions: [{ ...step, from: ["asked", "later"] }] };
    expect(told(old, revised)).toEqual([
      "flow-transition-added: In asked and later: the notification done may now come, and leads to done.",
    ]);
  });

  test("tell of a new variant what its requests were followed by before", () => {
    const variants = { plain: { title: "Plain" } };
    const old = { ...base, variants };
    const split = { ...variants, group: { title: "Group", when: "/group" } };
    expect(told(old, { ...base, variants: split })).toEqual([
      "flow-variant-added: Requests with /group are now told apart as group.",
    ]);
    expect(told(old, { ...base, variants: split, transitions: [{ ...step, variants: ["plain"] }] })).toEqual([
      "flow-variant-added: Requests with /group are now told apart as group.",
      "flow-transition-removed: In asked, variant group: the notification done no longer comes; it led to done.",
    ]);
  });

  test("do not tell steps of states and notifications that came with them, but steps that one would overlook", () => {
    const withNew = { ...base, notifications: { ...notifications, news: { title: "News", where: {} } } };
    const news = { from: ["asked"], notification: "news" };
    const rules = (transition: JsonObject): string[] =>
      compareFlows({ flow: base }, { flow: { ...withNew, transitions: [step, transition] } }).map(
        ({ rule }) => rule,
      );
    expect(rules({ ...news, to: "same" })).toEqual(["flow-notification-added"]);
    expect(rules({ ...news, to: "done" })).toEqual(["flow-notification-added", "flow-transition-added"]);
  });

  test("tell what no rule knows as breaking, wherever it stands", () => {
    const rules = (revised: JsonObject): string[] =>
      compareFlows({ flow: base }, { flow: revised }).map(({ rule }) => rule);
    expect(rules({ ...base, patience: 1 })).toEqual(["flow-part-changed"]);
    expect(rules({ ...base, states: { ...states, asked: { call: "connected", mood: 1 } } })).toEqual([
      "flow-part-changed",
    ]);
    expect(rules({ ...base, notifications: { done: { ...notifications.done, tone: 1 } } })).toEqual([
      "flow-part-changed",
    ]);
    expect(rules({ ...base, transitions: [{ ...step, within: 5 }] })).toEqual(["flow-part-changed"]);
  });

  test("point to where the part stands, in the version that has it", () => {
    const [added] = compareFlows({ "a/b": {} }, { "a/b": { result: { code: "/x" } } });
    expect(added).toMatchObject({ place: "a/b result", newPointer: "/a~1b/result", reaches: ["a/b"] });
    expect(added).not.toHaveProperty("oldPointer");
  });
});
