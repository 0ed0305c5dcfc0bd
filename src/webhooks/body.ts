import { HandoffError } from "../errors.ts";

/** The services do not say what they send as; JSON it is in any case. */
const JSON_TYPE = /^(?:application\/json|[\w.-]+\/[\w.-]+\+json)[ \t]*(?:;|$)/i;

/**
 * Reads the body of a notification as JSON.
 *
 * @throws HandoffError `ERR_MEDIA_TYPE`, `ERR_TOO_LARGE` or `ERR_MALFORMED`
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type");
  if (type !== null && !JSON_TYPE.test(type.trim()))
    throw new HandoffError("ERR_MEDIA_TYPE", "The body is not declared as JSON.");
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Without the cause, which repeats a part of the body.
    throw new HandoffError("ERR_MALFORMED", `The ${bytes.length} bytes of the body are no JSON.`);
  }
}

export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new HandoffError("ERR_TOO_LARGE", `The body has more than ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  const reader = bodyOf(request)?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new HandoffError("ERR_MALFORMED", "The body broke off.", { cause });
    });
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      // The answer does not wait for whoever goes on sending.
      reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function bodyOf(request: Request): Request["body"] {
  if (request.bodyUsed)
    throw new HandoffError("ERR_MALFORMED", "The body was read already; hand on the request unread.");
  return request.body;
}
