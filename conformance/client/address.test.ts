import { expect, test } from "vitest";
import { newestAcsVersion } from "../../src/acs/index.ts";
import { addressOf } from "./address.ts";

const newest = `acs@${newestAcsVersion}`;

const meant = (method: string, path: string) => {
  const address = addressOf(method, new URL(path, "http://127.0.0.1"));
  return "asked" in address
    ? `${address.kind} ${address.asked.operation} ${address.asked.version}`
    : address.kind;
};

test.each([
  [
    "POST",
    "/calling/callConnections/a:transferToParticipant?api-version=2024-09-15",
    "operation acs.transferToParticipant acs@2024-09-15",
  ],
  // Judged by the newest.
  [
    "POST",
    "/calling/callConnections/a:transferToParticipant",
    `operation acs.transferToParticipant ${newest}`,
  ],
  [
    "POST",
    "/calling/callConnections/a%3AtransferToParticipant?api-version=2024-09-15",
    "path acs.transferToParticipant acs@2024-09-15",
  ],
  ["POST", "/calling/callConnections/a/:transferToParticipant", `path acs.transferToParticipant ${newest}`],
  ["POST", "/calling/callConnections/a:transfertoparticipant", `path acs.transferToParticipant ${newest}`],
  ["POST", "/callConnections:redirect/", `path acs.redirectCall ${newest}`],
  [
    "PUT",
    "/calling/callConnections:redirect?api-version=2024-09-15",
    "method acs.redirectCall acs@2024-09-15",
  ],
  ["POST", "/v1.0/communications/calls/a/transfer", "operation graph.transfer graph@v1.0"],
  ["POST", "/beta/app/calls/a/redirect", "operation graph.redirect graph@beta"],
  ["POST", "/v1.0/app/calls/a/redirect", "path graph.redirect graph@v1.0"],
  ["POST", "/communications/calls/a/transfer", "path graph.transfer graph@v1.0"],
  [
    "POST",
    "/beta/communications/calls/a/microsoft.graph.transfer/transfer",
    "path graph.transfer graph@beta",
  ],
  ["GET", "/beta/communications/calls/a/transfer", "method graph.transfer graph@beta"],
  ["POST", "/calling/callConnections:answer", "stranger"],
  ["GET", "/v1.0/communications/calls/a", "stranger"],
  ["GET", "/v1.0/users/a/transfer", "elsewhere"],
  ["GET", "/%E0%A4%A", "elsewhere"],
])("%s %s is %s", (method, path, expected) => {
  expect(meant(method, path)).toBe(expected);
});
