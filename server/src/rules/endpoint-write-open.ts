import { type Span, shift } from "../document/positions.ts";
import type { Endpoint } from "../system/endpoints.ts";
import { endpointName, endpointsByHolder } from "./endpointGaps.ts";
import { isWayIn } from "./interfaceText.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly endpoint: string;
  readonly says: string;
  /** What the template offers first for calls that need it. */
  readonly required: string;
}

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** What is open by its nature: signing in and up, and calls of other systems. */
const WAY_IN =
  /\b(?:log-?(?:in|out)s?|sign-?(?:in|up|out)|register|registrations?|sessions?|tokens?|refresh|passwords?|reset|forgot|magic|verify|verification|confirm|confirmation|activate|invitations?|invites?|otp|codes?|oauth2?|oidc|saml|sso|(?:web)?-?hooks?|callbacks?|notifications?|unsubscribe)\b/iu;
/** What is a POST only because its question has a body, and what only checks. */
const ASKS =
  /\b(?:search|query|queries|graphql|validate|calculate|estimates?|quotes?|previews?|csp-reports?|ping|health)\b/iu;

/** The word for "none" that a value starts with, and what its author says more. */
const OPEN =
  /^[^\p{L}\p{N}]*(?<word>(?:not|no) (?:required|needed|necessary|auth\p{L}*)|none|no|(?:open|public|anonymous)(?: access)?)(?![\p{L}\p{N}])(?<reason>[\s\S]*)$/iu;
/** Reasons that tell of another proof than being signed in, or that this is how one signs in. */
const PROOF =
  /\b(?:signatures?|signed|hmac|secrets?|tokens?|password|captcha|basic auth\w*|certificates?|mtls|headers?|keys?|codes?|link|ip (?:addresses|ranges?|list)|allow-?list\w*|networks?|vpn|internal|inside|localhost|log(?:s|ged)?[- ]in|login|logon|how\b.{0,40}\bsigns? (?:in|up)|sign-(?:in|up)|regist\w+|way in|entry|web-?hooks?|callbacks?)\b/iu;

/** Anybody may call an endpoint that changes something. */
export const endpointWriteOpen = defineRule<Data>({
  id: "endpoint-write-open",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const endpoint of [...endpointsByHolder(context).values()].flat()) {
      const { authentication, chunk } = endpoint;
      if (!authentication || !WRITES.has(endpoint.method)) continue;
      const { text, span: value, schema } = authentication;
      const words = openWords(text);
      if (!words || isOpenByNature(endpoint, context)) continue;
      const says = text.slice(words.start, words.end);
      const data = { endpoint: endpointName(endpoint), says, required: schema.choices?.options[0] ?? "" };
      yield { chunk, span: shift(words, value.start), data };
    }
  },
  message: ({ endpoint }) => `${endpoint} needs no authentication.`,
  fixes({ span, data }) {
    if (data.required === "") return [];
    const title = `Write "${data.required}" in place of "${data.says}"`;
    return [{ title, kind: "choice", edits: [{ span, text: data.required }] }];
  },
});

/** Where a value says that nobody has to sign in; nothing if it says more than that, or something else. */
function openWords(value: string): Span | undefined {
  const { word, reason = "" } = OPEN.exec(value)?.groups ?? {};
  // "None at the door", "no session": the sentence goes on, and only its whole says what is meant.
  const isWhole = /^[`*_]*\s*(?:$|[.,;:(–—-])/iu.test(reason);
  if (word === undefined || PROOF.test(reason) || !isWhole) return undefined;
  const start = value.length - reason.length - word.length;
  return { start, end: start + word.length };
}

function isOpenByNature({ method, path }: Endpoint, { schema }: RuleContext): boolean {
  const words = path.replace(/(?<=\p{Ll})(?=\p{Lu})|_/gu, "-");
  if (method === "POST" && ASKS.test(words)) return true;
  return WAY_IN.test(words) || isWayIn(words, schema);
}
