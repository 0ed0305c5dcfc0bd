/** As much of Babel's path as is looked at. */
interface Path {
  readonly node: {
    readonly type: string;
    readonly value?: unknown;
    readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  };
}

function textOf({ node }: Path): string {
  if (node.type === "StringLiteral" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral") return (node.quasis ?? []).map((part) => part.value.raw).join("…");
  return "";
}

/**
 * Texts of three words and more are told to people: messages of errors, the simulator's page. Tests look at the codes of
 * errors and at single words, not at whole sentences, so such a text is not replaced by an empty one.
 */
export function sentence(path: Path): string | undefined {
  return textOf(path).trim().split(/\s+/).length >= 3 ? "a sentence" : undefined;
}
