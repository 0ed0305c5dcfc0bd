// tracing.ts, with: npm install call-handoff @opentelemetry/api
import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { Hooks, RequestEvent } from "call-handoff";
import { createGraphClient, phone } from "call-handoff/graph";

const tracer = trace.getTracer("call-handoff");
const spans = new Map<RequestEvent, Span>();

/** Makes a span of each attempt, below the span that is active. */
export const hooks: Hooks = {
  request(event) {
    const { operation = "request", method, url, attempt } = event;
    const attributes = {
      "http.request.method": method,
      "url.full": url,
      ...(attempt > 1 && { "http.request.resend_count": attempt - 1 }),
    };
    spans.set(event, tracer.startSpan(operation, { kind: SpanKind.CLIENT, attributes }));
  },
  response({ request, status, requestId, fault }) {
    const span = spans.get(request);
    spans.delete(request);
    if (status) span?.setAttribute("http.response.status_code", status);
    if (requestId) span?.setAttribute("handoff.request_id", requestId);
    if (fault) span?.recordException(fault);
    if (fault || !status || status >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  },
  retry: ({ delay }) => trace.getActiveSpan()?.addEvent("retry", { delay }),
};

const graph = createGraphClient({ credential: async () => process.env["GRAPH_TOKEN"] ?? "", hooks });

/** Transfers a call within a span of its own, and tells the service of the trace by `traceparent`. */
export function transfer(callId: string, number: string): Promise<number> {
  return tracer.startActiveSpan("transfer", async (span) => {
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    try {
      const request = { transferTarget: { identity: phone(number) } };
      return (await graph.transfer(callId, request, { headers })).status;
    } finally {
      span.end();
    }
  });
}
