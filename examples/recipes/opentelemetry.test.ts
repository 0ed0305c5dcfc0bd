import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { afterAll, assert, beforeEach, expect, test } from "vitest";
import { startServices } from "./recipes.test-support.ts";
import { startTracing } from "./tracing.test-support.ts";

const exporter = startTracing();
const services = startServices(async () => new Response(null, { status: 202 }));
const { transfer } = await import("./opentelemetry.ts");

beforeEach(() => {
  exporter.reset();
  services.requests.length = 0;
});
afterAll(() => services.stop());

const call = () =>
  services.call({ service: "graph", kind: "peerToPeer", callbackUri: "https://127.0.0.1/api/calls" });

/** The spans of the one transfer: its own, and those of its attempts. */
function spans() {
  const finished = exporter.getFinishedSpans();
  const parent = finished.find(({ name }) => name === "transfer");
  assert(parent);
  const attempts = finished.filter((span) => span !== parent);
  for (const { name, kind, parentSpanContext } of attempts) {
    expect([name, kind]).toEqual(["graph.transfer", SpanKind.CLIENT]);
    expect(parentSpanContext).toMatchObject(parent.spanContext());
  }
  return { parent, attempts };
}

test("each attempt is a span below that of the transfer, and the retry an event of it", async () => {
  services.simulator.addFault({ on: "request", status: 503, retryAfter: 0 });
  const id = call();
  expect(await transfer(id, "+14255550123")).toBe(202);

  const { parent, attempts } = spans();
  expect(parent.events.map(({ name }) => name)).toEqual(["retry"]);
  expect(attempts.map(({ status, attributes }) => ({ status, attributes }))).toEqual([
    {
      status: { code: SpanStatusCode.ERROR },
      attributes: expect.objectContaining({ "http.response.status_code": 503 }),
    },
    {
      status: { code: SpanStatusCode.UNSET },
      attributes: expect.objectContaining({
        "http.request.method": "POST",
        "url.full": `https://graph.microsoft.com/v1.0/communications/calls/${id}/transfer`,
        "http.request.resend_count": 1,
        "http.response.status_code": 202,
      }),
    },
  ]);
  expect(attempts[0]?.attributes).not.toHaveProperty("http.request.resend_count");
});

test("the service is told of the trace with every attempt", async () => {
  services.simulator.addFault({ on: "request", status: 503, retryAfter: 0 });
  await transfer(call(), "+14255550123");
  const { traceId, spanId } = spans().parent.spanContext();
  const traceparent = `00-${traceId}-${spanId}-01`;
  expect(services.requests.map((headers) => headers.get("traceparent"))).toEqual([traceparent, traceparent]);
});

test("an attempt that got no answer is a span with its error", async () => {
  services.simulator.addFault({ on: "request", disconnect: "before" });
  await expect(transfer(call(), "+14255550123")).rejects.toMatchObject({ code: "ERR_NETWORK" });
  const { attempts } = spans();
  expect(attempts).toMatchObject([
    { status: { code: SpanStatusCode.ERROR }, events: [{ name: "exception" }], ended: true },
  ]);
});

test("no span holds the token", async () => {
  await transfer(call(), "+14255550123");
  const told = JSON.stringify(
    exporter.getFinishedSpans().map(({ attributes, events }) => [attributes, events]),
  );
  expect(told).toContain("graph.microsoft.com");
  expect(told).not.toContain(services.simulator.credentials.token);
});
