import type { Rule } from "../change.ts";

/**
 * Rules about the statements of the documents. A duty binds callers and receivers: a new one breaks them, unless it is
 * about what comes with it. A promise binds the service: one that is gone breaks them.
 */
export const requirementRules = {
  "requirement-duty-added": {
    impact: "breaking",
    title: "Callers or receivers have to do something more",
    why: "A MUST has come that nothing demanded before. Who does not meet it fails the gate, or is refused.",
    remedy: "Meet the requirement. The checks that are named show whether you do.",
  },
  "requirement-duty-follows": {
    impact: "compatible",
    title: "Receivers have to take what is new in the notifications",
    why: "A MUST has come that only checks of receivers judge, which are named by a member, a value or a kind that is new in the notifications, or whose webhook is new. Readers that ignore what they do not know meet it already. It is a new duty like any other where a change of the same notifications breaks.",
    remedy:
      "Nothing has to be done by readers that ignore what they do not know. The checks that are named show whether yours does.",
  },
  "requirement-duty-removed": {
    impact: "compatible",
    title: "Callers or receivers no longer have to do something",
    why: "A MUST is gone. Who goes on as before does nothing wrong.",
    remedy: "Nothing has to be done.",
  },
  "requirement-duty-raised": {
    impact: "breaking",
    title: "What callers or receivers should do they now have to do",
    why: "The requirement was advice, and is a MUST. Who does not meet it now fails.",
    remedy: "Meet the requirement.",
  },
  "requirement-duty-lowered": {
    impact: "compatible",
    title: "What callers or receivers had to do is now advice",
    why: "The requirement was a MUST. Who meets it does nothing wrong.",
    remedy: "Nothing has to be done.",
  },
  "requirement-terms-added": {
    impact: "compatible",
    title: "What is newly taken has to be done in a certain way",
    why: "A MUST has come that only checks of clients and refusals judge, and that is about something which the service takes only now. It concerns nobody who does not use that.",
    remedy: "Nothing has to be done before what is new is used.",
  },
  "requirement-terms-removed": {
    impact: "compatible",
    title: "How something has to be done that is no longer taken is gone",
    why: "A MUST is gone that was about something which the service no longer takes. That this is no longer taken is a change of its own.",
    remedy: "Look at what the service no longer takes.",
  },
  "requirement-promise-added": {
    impact: "compatible",
    title: "The service promises something more",
    why: "A MUST of the service has come, or something that it takes. Nobody relied on it before.",
    remedy: "Nothing has to be done.",
  },
  "requirement-promise-removed": {
    impact: "breaking",
    title: "The service no longer promises something",
    why: "A MUST of the service is gone. Who relied on it can no longer do so.",
    remedy: "Be ready for a service that does otherwise.",
  },
  "requirement-promise-raised": {
    impact: "compatible",
    title: "What the service should do it now has to do",
    why: "The requirement was no MUST, and is one. There is more to rely on.",
    remedy: "Nothing has to be done.",
  },
  "requirement-promise-lowered": {
    impact: "breaking",
    title: "What the service had to do it no longer has to do",
    why: "The requirement was a MUST of the service. Who relied on it can no longer do so.",
    remedy: "Be ready for a service that does otherwise.",
  },
  "requirement-unjudged-changed": {
    impact: "breaking",
    title: "A MUST that nothing can judge has come, gone or changed its level",
    why: "No check says whom it binds, so what it does to whom is not known, and it counts as breaking.",
    remedy: "Read the statement, and see whether it is about you.",
  },
  "requirement-advice-added": {
    impact: "compatible",
    title: "The documents advise something more",
    why: "A SHOULD that is judged fails nobody, other than with --strict.",
    remedy: "Follow the advice where you can.",
  },
  "requirement-advice-removed": {
    impact: "compatible",
    title: "The documents no longer advise something",
    why: "A SHOULD that was judged failed nobody, other than with --strict.",
    remedy: "Nothing has to be done.",
  },
  "requirement-unjudged-advice-added": {
    impact: "compatible",
    title: "The documents advise something more, which nothing judges",
    why: "A SHOULD has come that is about what no check can see, such as what an application is for. It fails nobody, and nothing else tells whether it is followed, so it stands apart from mere information.",
    remedy: "Read the advice, and see whether it is about you.",
  },
  "requirement-unjudged-advice-removed": {
    impact: "compatible",
    title: "The documents no longer advise something that nothing judged",
    why: "A SHOULD is gone that was about what no check can see. It failed nobody.",
    remedy: "Nothing has to be done.",
  },
  "requirement-level-changed": {
    impact: "compatible",
    title: "A statement has another level",
    why: "No MUST comes or goes by it, or another statement demands the same.",
    remedy: "Nothing has to be done.",
  },
  "requirement-checks-changed": {
    impact: "compatible",
    title: "Other checks judge a statement",
    why: "The statement is as it was. Who passed may fail, or the other way round, as more or less of it is seen.",
    remedy: "Run the gate again.",
  },
  "requirement-now-tested": {
    impact: "compatible",
    title: "A statement that nothing judged is judged",
    why: "The statement is as it was. Who did not meet it passed, and now fails.",
    remedy: "Run the gate again.",
  },
  "requirement-now-excluded": {
    impact: "compatible",
    title: "A statement that was judged no longer is",
    why: "The statement is as it was. Who does not meet it failed, and now passes.",
    remedy: "Nothing has to be done; a verdict says less than before.",
  },
  "requirement-operation-changed": {
    impact: "breaking",
    title: "A statement is about another operation or webhook",
    why: "It no longer holds where it held, and holds where it did not.",
    remedy: "Read it as one that is gone there and new here.",
  },
  "requirement-part-changed": {
    impact: "breaking",
    title: "A part of a statement that has no rule has changed",
    why: "What it does to whom is not known, so it counts as breaking.",
    remedy: "Look at what the part means.",
  },
  "requirement-statement-added": {
    impact: "documentation",
    title: "A statement is new that binds nobody to more",
    why: "It is information or a MAY, or says what another statement demands already.",
    remedy: "Nothing has to be done.",
  },
  "requirement-statement-removed": {
    impact: "documentation",
    title: "A statement is gone that bound nobody",
    why: "It was information or a MAY, or another statement demands the same.",
    remedy: "Nothing has to be done.",
  },
  "requirement-reworded": {
    impact: "documentation",
    title: "A statement has other words",
    why: "Its level and its checks are as they were.",
    remedy: "Read it again where you rely on its words.",
  },
  "requirement-reason-changed": {
    impact: "documentation",
    title: "A statement is excluded for another reason",
    why: "Nothing judges it, as before.",
    remedy: "Nothing has to be done.",
  },
  "requirement-source-changed": {
    impact: "documentation",
    title: "A statement stands at another place of the documents",
    why: "What it says is as it was.",
    remedy: "Nothing has to be done.",
  },
} as const satisfies Record<string, Rule>;
