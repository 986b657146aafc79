/*
 * Words by which authors say how people sign in, where what they get is kept, and how long it is valid.
 */

/** Proof of identity that a client keeps for a while. */
export const KEPT =
  /\b(?:tokens?|jwts?|sessions?|cookies?|oauth2?|oidc|openid|saml|magic[ -]links?|e-?mail links?|sign-in links?|passkeys?|sso)\b/iu;

/** Ways to prove an identity anew with every request, and ways to need none. */
export const KEPT_NOWHERE =
  /\b(?:api[ -]keys?|basic|mtls|mutual tls|certificates?|hmac|signatures?|signed requests?|ip|vpn|kerberos|no (?:log-?in|sign-?in|auth\w*|accounts?|users?)|none|nobody|public)\b/iu;

/** Where a token may be kept. */
export const PLACE =
  /\b(?:cookies?|(?:local|session|async) ?storage|indexed ?db|secure ?store|memory|keychains?|keystore|secure enclave|httponly|browser|device|server[- ]side|redis|database)\b/iu;

/** How long something is valid. */
export const DURATION =
  /\b\d+[ -]?(?:s|sec|m|mins?|h|hrs?|d)\b|\b(?:\d+|an?|one|two|three|half an?|few)[ -]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\b(?:expir\w+|lifetime|ttl|time to live|max-?age|valid (?:for|until)|until|never|rotat\w+)\b/iu;

/** Places that any script of the page, or any program on the device, can read. */
export const OPEN_PLACE = /(?<!\b(?:encrypted|secured?)\s)\b(?:local ?storage|session ?storage|async ?storage)\b/giu;

/** Ways to say that something is valid for ever. */
export const NEVER =
  /\b(?:never expires?|(?:do|does|will|must|should) not expire|(?:don|doesn|won)['’]t expire|no expir\w+|without (?:an? )?expir\w+|unlimited|indefinite(?:ly)?|forever|for ever|infinite|permanent(?:ly)?)\b|^never(?=[\s.]*$)/giu;
