import { HandoffError } from "../errors.ts";

/** The key of a notification that has no id: a digest of all that it says. */
export async function digestKey(message: unknown): Promise<string> {
  let text: string;
  try {
    text = JSON.stringify(message);
  } catch (cause) {
    throw new HandoffError("ERR_MALFORMED", "The body is nested too deeply.", { cause });
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
