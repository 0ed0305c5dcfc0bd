import { expectTypeOf, test } from "vitest";
import type { ControlClient, ControlClientOptions } from "./client.ts";
import type { Simulator } from "./simulator.ts";

test("the fetch of a simulator and the global one can both be given", () => {
  type Given = NonNullable<ControlClientOptions["fetch"]>;
  expectTypeOf<typeof globalThis.fetch>().toExtend<Given>();
  expectTypeOf<Simulator["fetch"]>().toExtend<Given>();
});

test("the client gives what a simulator of the same process gives", () => {
  type Given<Name extends keyof ControlClient> = Awaited<ReturnType<ControlClient[Name]>>;
  expectTypeOf<Given<"createCall">>().toEqualTypeOf<ReturnType<Simulator["createCall"]>>();
  expectTypeOf<Given<"listCalls">>().toEqualTypeOf<ReturnType<Simulator["listCalls"]>>();
  expectTypeOf<Given<"journal">>().toEqualTypeOf<ReturnType<Simulator["getJournal"]>>();
  expectTypeOf<ControlClient["setClock"]>().toEqualTypeOf<Simulator["setClock"]>();
});

test("faults are told apart by what they befall", () => {
  expectTypeOf<ControlClient["addFault"]>().toBeCallableWith({ on: "request", status: 503 });
  expectTypeOf<ControlClient["addFault"]>().toBeCallableWith({ on: "notification", trouble: "dropped" });
  // @ts-expect-error a fault of notifications says what its trouble is
  expectTypeOf<ControlClient["addFault"]>().toBeCallableWith({ on: "notification" });
});
