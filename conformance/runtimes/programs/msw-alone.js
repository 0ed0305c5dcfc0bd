/** Whether msw itself sees what `fetch` sends on this runtime, with nothing of `call-handoff`. Prints `true` or `false`. */
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";

const server = setupServer(http.get("http://127.0.0.1:65535/seen", () => HttpResponse.text("by msw")));
server.listen({ onUnhandledFrame: "error", onUnhandledRequest: "error" });
const text = await fetch("http://127.0.0.1:65535/seen").then(
  (response) => response.text(),
  () => "by nobody",
);
process.stdout.write(`${text === "by msw"}\n`);
process.exit(0);
