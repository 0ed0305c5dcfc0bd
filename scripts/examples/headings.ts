/** The headings that order the examples of a page, in the language of the page. */
import type { Direction, Language } from "./ledger-types.ts";

export interface Headings {
  /** Opens the examples; without it the part headings count from the first line. */
  begin?: string;
  /** Opens one numbered example. */
  example?: RegExp;
  request: string;
  response: string;
  /** Heading of a notification → its name in the ids of the ledger. */
  notifications: Readonly<Record<string, string>>;
  /** Ends the examples. */
  end?: string;
}

export type Heading =
  | { kind: "begin" | "end" }
  | { kind: "example"; number: number }
  | { kind: "part"; direction: Direction; name: string };

export const headingsByLanguage: Readonly<Record<Language, Headings>> = {
  ja: { request: "要求のサンプル", response: "応答のサンプル", notifications: {}, end: "定義" },
  nl: { request: "Voorbeeldaanvraag", response: "Voorbeeldrespons", notifications: {}, end: "Definities" },
  zh: {
    begin: "示例",
    example: /^示例 (\d+):/u,
    request: "请求",
    response: "响应",
    notifications: {
      "通知 - 传输": "transferring",
      "通知 - 接受转移": "transfer-accepted",
      "通知 - 转移已完成": "transfer-completed",
      "通知 - 转移失败": "transfer-failed",
    },
  },
  fr: {
    begin: "Exemples",
    example: /^Exemple (\d+) :/u,
    request: "Demande",
    response: "Réponse",
    notifications: {
      "Notification - entrante": "incoming",
      "Notification - terminée": "terminated",
    },
  },
};

export function headingOf(line: string, headings: Headings): Heading | undefined {
  if (line === headings.begin) return { kind: "begin" };
  if (line === headings.end) return { kind: "end" };
  const number = headings.example?.exec(line)?.[1];
  if (number !== undefined) return { kind: "example", number: Number(number) };
  if (line === headings.request) return { kind: "part", direction: "request", name: "request" };
  if (line === headings.response) return { kind: "part", direction: "response", name: "response" };
  const notification = new Map(Object.entries(headings.notifications)).get(line);
  return notification === undefined
    ? undefined
    : { kind: "part", direction: "notification", name: `notification-${notification}` };
}
