/** Which licences are allowed where, and why. What stands in neither list is refused. */

/** Of what is installed with the package, and of what it works with: nothing that asks users for more than a notice. */
export const FOR_USERS: Readonly<Record<string, string>> = {
  MIT: "asks for its notice alone",
  ISC: "asks for its notice alone",
  "0BSD": "asks for nothing",
};

/** Of tools that reach no user: beside those above, whatever may be used and run without condition. */
export const FOR_DEVELOPERS: Readonly<Record<string, string>> = {
  ...FOR_USERS,
  "Apache-2.0": "asks for its notice, and grants patents",
  "BSD-2-Clause": "asks for its notice alone",
  "BSD-3-Clause": "asks for its notice, and that names are not used to advertise",
  "BlueOak-1.0.0": "asks for its notice alone, and grants patents",
  "CC0-1.0": "public domain",
  "CC-BY-4.0": "data of browsers, used and not handed on",
  "MPL-2.0": "binds changes of its own files alone; run, and neither changed nor handed on",
  "Python-2.0": "asks for its notice alone",
};

/** Packages whose manifest names no licence by its identifier, read by a person in the version named. */
export const READ_BY_HAND: Readonly<Record<string, { readonly licence: string; readonly where: string }>> = {
  "spawndamnit@3.0.1": { licence: "MIT", where: "its file LICENSE" },
};

/**
 * Whether an expression of SPDX is allowed by a list: of `OR` one side, of `AND` both.
 *
 * @throws Error for an expression that cannot be read, as one `WITH` an exception
 */
export function isAllowed(expression: string, list: Readonly<Record<string, string>>): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const operand = (): boolean => {
    const token = tokens[at++];
    if (token === "(") {
      const inner = either();
      if (tokens[at++] !== ")") throw new Error(`"${expression}" has a parenthesis too many.`);
      return inner;
    }
    if (token === undefined || /^(\)|AND|OR|WITH)$/.test(token))
      throw new Error(`"${expression}" is no licence.`);
    return Object.hasOwn(list, token);
  };
  const both = (): boolean => {
    let allowed = operand();
    while (tokens[at] === "AND") {
      at++;
      allowed = operand() && allowed;
    }
    return allowed;
  };
  const either = (): boolean => {
    let allowed = both();
    while (tokens[at] === "OR") {
      at++;
      allowed = both() || allowed;
    }
    return allowed;
  };
  const result = either();
  if (at < tokens.length) throw new Error(`"${expression}" goes on with ${tokens[at]}.`);
  return result;
}
