import { vi } from "vitest";

/** Makes a receiver that asks for no token, without the warning that goes with it. */
export function unverified<Options extends object, Made>(
  make: (options: Options & { dangerouslyAcceptUnverified: true }) => Made,
  options: Options,
): Made {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  try {
    return make({ ...options, dangerouslyAcceptUnverified: true });
  } finally {
    warn.mockRestore();
  }
}

/** A request with a body of JSON. */
export function posted(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request("https://bot.example/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
