/** What Event Grid wants to hear again before it sends anything. */
export function validationCode(text: string): string | undefined {
  const [, code] = /"validationCode":"([^"]+)"/.exec(text) ?? [];
  return code;
}
