import type ts from "typescript";
import { flipped, short, type Context, type Direction } from "./changes.ts";

/** Where something stands, and who has its values. */
export interface Position {
  readonly direction: Direction;
  readonly place: string;
}

/** Compares the arguments of two functions, by their order, and what they give back. */
export function compareSignatures(
  old: ts.SignatureDeclaration,
  now: ts.SignatureDeclaration,
  { direction, place }: Position,
  context: Context,
): void {
  compareTypeParameters(old.typeParameters, now.typeParameters, place, context);
  const within = flipped(direction);
  for (const [index, parameter] of old.parameters.entries()) {
    const other = now.parameters[index];
    const at = `${place}(${parameter.name.getText()})`;
    if (other) compareParameters(parameter, other, { direction: within, place: at }, context);
    else context.note("breaking", at, "is no longer an argument");
  }
  for (const parameter of now.parameters.slice(old.parameters.length)) {
    const isHarmless = isOptional(parameter) || within === "received";
    const at = `${place}(${parameter.name.getText()})`;
    context.note(isHarmless ? "compatible" : "breaking", at, "is a new argument");
  }
  if (old.type && now.type) context.compare(old.type, now.type, direction, `${place}()`);
  else if (old.type ?? now.type) context.note("breaking", place, "gives back something else");
}

/** Compares what a declaration is generic over. A new one with a default harms nobody. */
export function compareTypeParameters(
  old: readonly ts.TypeParameterDeclaration[] | undefined,
  now: readonly ts.TypeParameterDeclaration[] | undefined,
  place: string,
  context: Context,
): void {
  for (const [index, parameter] of (old ?? []).entries()) {
    const other = now?.[index];
    if (!other) context.note("breaking", place, `is no longer generic over \`${parameter.name.text}\``);
    else if (other.getText() !== parameter.getText())
      context.note(
        "breaking",
        place,
        `is generic over \`${short(other.getText())}\`, was over \`${short(parameter.getText())}\``,
      );
    else comparePartsOf(parameter, other, place, context);
  }
  for (const parameter of (now ?? []).slice(old?.length ?? 0))
    context.note(
      parameter.default ? "compatible" : "breaking",
      place,
      `is generic over \`${short(parameter.getText())}\` too`,
    );
}

function comparePartsOf(
  old: ts.TypeParameterDeclaration,
  now: ts.TypeParameterDeclaration,
  place: string,
  context: Context,
): void {
  if (old.constraint && now.constraint) context.compare(old.constraint, now.constraint, "both", place);
  if (old.default && now.default) context.compare(old.default, now.default, "both", place);
}

function compareParameters(
  old: ts.ParameterDeclaration,
  now: ts.ParameterDeclaration,
  { direction, place }: Position,
  context: Context,
): void {
  if (!old.dotDotDotToken !== !now.dotDotDotToken)
    return context.note("breaking", place, "takes another number of arguments");
  compareOptionality(isOptional(old), isOptional(now), { direction, place }, context);
  if (old.type && now.type) context.compare(old.type, now.type, direction, place);
}

/** Compares whether something may be left out. */
export function compareOptionality(
  old: boolean,
  now: boolean,
  { direction, place }: Position,
  context: Context,
): void {
  if (old && !now)
    context.note(direction === "received" ? "compatible" : "breaking", place, "is required, was optional");
  if (!old && now)
    context.note(direction === "given" ? "compatible" : "breaking", place, "is optional, was required");
}

function isOptional(parameter: ts.ParameterDeclaration): boolean {
  return parameter.questionToken !== undefined || parameter.dotDotDotToken !== undefined;
}
