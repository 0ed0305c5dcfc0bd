import { createControlClient } from "call-handoff/simulator";
import { handOnAll } from "../../parties/hand-on.ts";
import { validationCode } from "../../parties/validation-code.ts";

/**
 * Hands calls on in all ways, as `verify client` tells where. Gives what went wrong.
 *
 * @param {Record<string, string | undefined>} environment
 * @param {string} callback
 * @param {object} [means] - a transport and digests in the place of those that clients have of their own
 */
export function handOn(environment, callback, means = {}) {
  const control = createControlClient({ url: environment["CALL_HANDOFF_CONTROL_URL"] ?? "" });
  return handOnAll({ environment, callback, ...means }, control);
}

/**
 * Takes every notification, and agrees to those of Event Grid.
 *
 * @param {Request} request
 */
export async function takeCallback(request) {
  const validationResponse = validationCode(await request.text());
  if (validationResponse === undefined) return new Response(null, { status: 202 });
  return Response.json({ validationResponse });
}
