/** What stands at a JSON Pointer; `undefined` where there is nothing. */
export function valueAt(message: unknown, pointer: string): unknown {
  let here = message;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}
