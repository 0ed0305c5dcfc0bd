import type { Pattern } from "./pattern.ts";

/** Gives the regular expressions that are made by a call while something runs, such as the loading of a module. */
export async function madeDuring(at: string, run: () => Promise<unknown>): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const { RegExp: own } = globalThis;
  const note = ({ source, flags }: RegExp): void => void made.push({ source, flags, at: `${at}, as made` });
  globalThis.RegExp = new Proxy(own, {
    construct(target, args, newTarget) {
      const result: object = Reflect.construct(target, args, newTarget);
      if (result instanceof own) note(result);
      return result;
    },
    apply(target, self, args) {
      const result: unknown = Reflect.apply(target, self, args);
      if (result instanceof own) note(result);
      return result;
    },
  });
  try {
    await run();
  } finally {
    globalThis.RegExp = own;
  }
  return made;
}
