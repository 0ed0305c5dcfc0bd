import { refusing, type ReceiverMutation } from "./receiver.ts";

/** Receivers that do not take one of the notifications of a flow. */
export const flowMutations: readonly ReceiverMutation[] = [
  {
    check: "graph.transfer/receiver/direct-completed",
    about: "A receiver that does not take the end of a blind transfer.",
    change: refusing(({ text }) => /"subcode":7015/.test(text)),
  },
  {
    check: "graph.transfer/receiver/direct-failed",
    about: "A receiver that does not take the failure of a blind transfer.",
    change: refusing(({ text }) => /"subcode":7000/.test(text)),
  },
  {
    check: "graph.transfer/receiver/consultative-completed",
    about: "A receiver that does not take the end of a consultative transfer.",
    change: refusing(({ text }) => /"AppTransferred"/.test(text)),
  },
  {
    check: "graph.transfer/receiver/consultative-failed",
    about: "A receiver that does not take the failure of a consultative transfer.",
    change: refusing(({ text }) => /"subcode":7700/.test(text)),
  },
  {
    check: "graph.transfer/receiver/audio-state",
    about: "A receiver that does not take a call whose audio has changed.",
    change: refusing(({ text }) => /"mediaState"/.test(text)),
  },
  {
    check: "graph.redirect/receiver/incoming",
    about: "A receiver that does not take the announcement of a call to a bot.",
    change: refusing(({ text }) => /"created"/.test(text) && !/"applicationInstance"/.test(text)),
  },
  {
    check: "graph.redirect/receiver/application-instance",
    about: "A receiver that does not take the announcement of a call to an application instance.",
    change: refusing(({ text }) => /"created"/.test(text) && /"applicationInstance"/.test(text)),
  },
  {
    check: "graph.redirect/receiver/terminated",
    about: "A receiver that does not take the end of a call of which nobody says who picked up.",
    change: refusing(({ text }) => /"terminated"/.test(text) && !/"answeredBy"/.test(text)),
  },
  {
    check: "graph.redirect/receiver/answered-by",
    about: "A receiver that does not take the end of a call that tells who picked up.",
    change: refusing(({ text }) => /"answeredBy"/.test(text)),
  },
  ...(
    [
      ["accepted", "CallTransferAccepted"],
      ["failed", "CallTransferFailed"],
      ["disconnected", "CallDisconnected"],
      ["participants-updated", "ParticipantsUpdated"],
    ] as const
  ).map(([slug, type]) => ({
    check: `acs.transferToParticipant/receiver/${slug}` as const,
    about: `A receiver that does not take ${type}.`,
    change: refusing(({ text }) => text.includes(`"Microsoft.Communication.${type}"`)),
  })),
  {
    check: "acs.redirectCall/receiver/incoming",
    about: "A receiver that does not take the announcement of a call.",
    change: refusing(({ text }) => /"incomingCallContext"/.test(text)),
  },
];
