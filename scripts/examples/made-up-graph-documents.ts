/** For the tests: two made-up documents in the shape of the two Graph pages. */
import { blankLine, json, lines, type MadeUpDocument } from "./made-up-documents.ts";

export const chinese: MadeUpDocument = {
  entry: {
    id: "moving",
    title: "Moving",
    language: "zh",
    operation: "graph.transfer",
    apiVersion: "beta",
    file: "zh.txt",
  },
  lines: lines(`
POST /widgets/{id}/move

响应

202

示例

示例 1:一

请求

POST https://widgets.example/widgets/7/move
Content-Type: application/json

{
  "to": ["a"]
}

响应

HTTP/1.1 202 Accepted

通知 - 传输

POST https://bot.example/calls
Content-Type: application/json
{
  "state": "moving"
}

示例 2:二

请求

POST https://widgets.example/widgets/8/move
Content-Type: application/json

{
  "to": []
}

响应

HTTP/1.1 202 Accepted
`),
  messages: [
    { slug: "example-1-request", direction: "request", lines: [13, 18] },
    { slug: "example-1-response", direction: "response", lines: [22, 22] },
    {
      slug: "example-1-notification-transferring",
      direction: "notification",
      lines: [26, 30],
      repair: blankLine,
    },
    { slug: "example-2-request", direction: "request", lines: [36, 41] },
    { slug: "example-2-response", direction: "response", lines: [45, 45] },
  ],
};

export const french: MadeUpDocument = {
  entry: {
    id: "turning",
    title: "Turning",
    language: "fr",
    operation: "graph.redirect",
    apiVersion: "beta",
    file: "fr.txt",
  },
  lines: lines(`
Réponse

202

Exemples

Exemple 1 : un

Notification - entrante

{
  "state": "incoming"
}

Demande

POST https://widgets.example/widgets/7/turn
Content-Type: application/json

{
  "to": "a"
}

Réponse

HTTP/1.1 202 Accepted

Notification - terminée

POST https://bot.example/calls/7
Content-Type: application/json
{
  "state": "terminated"
}
`),
  messages: [
    {
      slug: "example-1-notification-incoming",
      direction: "notification",
      lines: [11, 13],
      repair: { insert: `POST https://bot.example/calls\n${json}\n\n` },
    },
    { slug: "example-1-request", direction: "request", lines: [17, 22] },
    { slug: "example-1-response", direction: "response", lines: [26, 26] },
    {
      slug: "example-1-notification-terminated",
      direction: "notification",
      lines: [30, 34],
      repair: blankLine,
    },
  ],
};
