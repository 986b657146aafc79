import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import { escapeRegExp } from "../template/conventions.ts";

/*
 * Phrases that claim conformity, such as "standard stack". A phrase is a claim only in a sentence that says so plainly:
 * a reviewer who is told about a claim that nobody made stops reading.
 */

/** A claim in a text. Spans are UTF-16 offsets in that text. */
export interface Claim {
  readonly span: Span;
  readonly sentence: string;
  /** It stands in the text's first sentence. */
  readonly isFirst: boolean;
}

/** Words before a phrase that make it anything but a claim: "unlike the", "must align with the", "the client's". */
const BEFORE =
  /n['’]t\b|\b(?:not|no|never|none|neither|nor|without|unlike|instead|than|deviat\w*|differ\w*|depart\w*|diverg\w*|outside|beyond|off|against|away|except\w*|despite|although|though|while|whereas|compared|versus|vs|if|whether|unless|until|clos(?:e|er|est)|near\w*|almost|mostly|part(?:ly|ially)|replac\w*|alternatives?|verif\w*|check\w*|see|would|could|should|must|may|might|will|wants?|wish\w*|plan\w*|previous\w*|former\w*|originally|extends?|extending|adds?|adding|addition|besides|clients?|customers?|their|industry|vendors?|partners?)\b/iu;
/** Words behind a phrase that take part of it back. */
const BEHIND =
  /n['’]t\b|\b(?:but|except\w*|besides|apart|save|other|otherwise|only|however|instead|although|though|not|unlike|differ\w*|outside|plus|where|mostly|almost|would|should|yet|if|unless)\b/iu;
/** What may stand right behind a phrase: the end, a mark, or a word that goes on about the choice. */
const NEXT =
  /^(?:\s*$|\s*[^\p{L}\p{N}\s'’(]|\s+\(|\s+(?:for|and|as|here|throughout|everywhere|entirely|too|so|because|since|that|which|choice|option|default)\b)/iu;
/** A text that says this anywhere is about a deviation, and no claim of the contrary. */
const ADMITS =
  /(?<!\b(?:no|without)\s(?:any\s)?)\bdeviat\w*|(?<!\b(?:no|without)\s)\bexceptions?\b|\bapprov\w*|\bnon-?standard\b|\bnot\s+(?:\w+\s+)?standard\b/iu;

/**
 * The claims in a text.
 *
 * @param phrases as the template lists them
 * @param deviation what the template calls a deviation: a text that speaks of one claims nothing
 */
export function claimsIn(text: string, phrases: readonly string[], deviation: string): Claim[] {
  const entry = new RegExp(`(?<!\\bno\\s)(?<![\\p{L}\\p{N}])${escapeRegExp(deviation)}`, "iu");
  if (phrases.length === 0 || ADMITS.test(text) || (deviation !== "" && entry.test(text))) return [];
  const sources = phrases.map((phrase) => phrase.split(/\s+/).map(escapeRegExp).join("\\s+"));
  const phrase = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${sources.join("|")})(?![\\p{L}\\p{N}-])`, "giu");
  return sentencesIn(text).flatMap((place, i): Claim[] => {
    const sentence = text.slice(place.start, place.end);
    if (sentence.endsWith("?")) return [];
    return allMatches(sentence, phrase).flatMap((match): Claim[] => {
      const behind = sentence.slice(match.index + match[0].length);
      if (BEFORE.test(sentence.slice(0, match.index)) || BEHIND.test(behind) || !NEXT.test(behind)) return [];
      const start = place.start + match.index;
      return [{ span: { start, end: start + match[0].length }, sentence, isFirst: i === 0 }];
    });
  });
}

/** Where the sentences of a text stand; a dot inside a name ends none. */
function sentencesIn(text: string): Span[] {
  return allMatches(text, /\S.*?(?:[.!?](?=\s|$)|$)/gsu).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
