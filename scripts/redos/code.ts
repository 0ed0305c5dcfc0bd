import ts from "typescript";
import type { Dynamic, Found, Pattern } from "./pattern.ts";

/** Finds regular expressions in code: literals, and what `RegExp` is called with. */
export function patternsInCode(file: string, text: string): Found {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const patterns: Pattern[] = [];
  const dynamic: Dynamic[] = [];
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      patterns.push({
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
        at: `${file}:${line}`,
      });
    } else if (isMaking(node)) {
      const [pattern, flags] = node.arguments ?? [];
      const [one, other] = [pattern && textOf(pattern), flags ? textOf(flags) : ""];
      // A literal that is given on is found by itself.
      const isGivenOn = pattern !== undefined && ts.isRegularExpressionLiteral(pattern);
      if (one !== undefined && other !== undefined)
        patterns.push({ source: one, flags: other, at: `${file}:${line}` });
      else if (!isGivenOn) dynamic.push({ file, line, of: oneLine(pattern?.getText(source) ?? "") });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { patterns, dynamic };
}

function isMaking(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const { expression } = node;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && name.text === "RegExp";
}

/** The value of a text that stands in the code; `undefined` for anything else. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  const isRaw =
    ts.isTaggedTemplateExpression(node) &&
    node.tag.getText() === "String.raw" &&
    ts.isNoSubstitutionTemplateLiteral(node.template);
  return isRaw ? node.template.getText().slice(1, -1) : undefined;
}

function oneLine(text: string): string {
  return text.split(/\s+/).join(" ");
}
