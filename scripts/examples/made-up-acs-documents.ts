/** For the tests: two made-up documents in the shape of the two ACS pages. */
import { json, lines, type MadeUpDocument } from "./made-up-documents.ts";

export const japanese: MadeUpDocument = {
  entry: {
    id: "passing-on",
    title: "Passing on",
    language: "ja",
    operation: "acs.transferToParticipant",
    apiVersion: "2024-09-15",
    file: "ja.txt",
  },
  lines: lines(`
Widget - Pass On

POST {endpoint}/widgets/{id}:passOn?v=1

要求のサンプル

POST https://widgets.example/widgets/7:passOn?v=1

{
  "to": "}"
}

応答のサンプル

{
  "context": "b"
}

定義

Widget
`),
  messages: [
    {
      slug: "request",
      direction: "request",
      lines: [7, 11],
      repair: { find: "?v=1", replace: `?v=1\n${json}` },
    },
    {
      slug: "response",
      direction: "response",
      lines: [15, 17],
      repair: { insert: `HTTP/1.1 202 Accepted\n${json}\n\n` },
    },
  ],
};

export const dutch: MadeUpDocument = {
  entry: {
    id: "sending-on",
    title: "Sending on",
    language: "nl",
    operation: "acs.redirectCall",
    apiVersion: "2026-03-12",
    file: "nl.txt",
  },
  lines: lines(`
Widget - Send On
POST {endpoint}/widgets:sendOn?v=1
Voorbeelden
Voorbeeldaanvraag
POST https://widgets.example/widgets:sendOn?v=1
{
"to": {
"id": "a"
}
}
Voorbeeldrespons
Definities
Widget
`),
  messages: [
    {
      slug: "request",
      direction: "request",
      lines: [5, 10],
      repair: { find: "?v=1", replace: `?v=1\n${json}\n` },
    },
    {
      slug: "response",
      direction: "response",
      lines: [11, 11],
      repair: { insert: "HTTP/1.1 204 No Content" },
    },
  ],
};
