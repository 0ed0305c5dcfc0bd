/** Whether a check id matches a glob: `*` stands for anything within a segment, `**` for anything at all. */
export function matchesGlob(id: string, glob: string): boolean {
  const source = glob
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("**", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("\0", ".*");
  return new RegExp(`^${source}$`).test(id);
}
