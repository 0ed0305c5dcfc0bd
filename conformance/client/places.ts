/**
 * Whether something that stands at a place passes a test; null is nothing.
 *
 * @param place - a JSON Pointer without escapes, where `*` stands for any one name
 */
export function isFoundAt(
  message: unknown,
  place: string,
  test: (value: unknown, name: string) => boolean = () => true,
): boolean {
  const parts = place.split("/");
  const look = (value: unknown, name: string, depth: number): boolean => {
    if (value === undefined || value === null) return false;
    const part = parts[depth];
    if (part === undefined) return test(value, name);
    if (typeof value !== "object") return false;
    if (part !== "*") return Object.hasOwn(value, part) && look(Reflect.get(value, part), part, depth + 1);
    return Object.keys(value).some((key) => look(Reflect.get(value, key), key, depth + 1));
  };
  return look(message, "", 1);
}
