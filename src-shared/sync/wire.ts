/** How frames of a sync travel: packed (pack.ts) with the words of the frames, in a body of a content type of its own. The first byte says
 *  whether the rest is squeezed by brotli or stands as it is; squeezing is the ends' own affair (SPEC W1–W3). JSON is taken too, by who sends
 *  JSON: for a person with a bare client.                                                                                           */
import type { Json } from '../base/canonical.ts';
import { pack, unpack } from './pack.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

export const WIRE_TYPE = 'application/x.sumu';
export const BODY = { plain: 1, squeezed: 2 } as const;
/** No request or reply of ours is longer unpacked. */
export const UNPACKED_BYTES_MAX = 16 * 2 ** 20;
/** Less is not worth squeezing: it only grows. */
export const SQUEEZED_FROM_BYTES = 100;

/** Texts that frames are full of, by number; the first 64 take a byte. New ones go to the end. Whole lists of fields count as a word too. */
export const WIRE_WORDS: readonly string[] = [
  'protocol schema device last checks commands cursors whole bytesMax',
  'scope commit mark',
  'number name version actor scope madeAt pack args groups before after together',
  'number outcome code detail scope commit receipt receivedAt',
  'protocol answers serverTime outcomes signed later acts withdrawn scopes',
  'scope epoch from to head commits chain snapshot',
  'commit own parts',
  'audience entries',
  ...['person', 'application', 'history', 'entitlement', 'conflict', 'paper', 'disclosure', 'colleague'],
  ...['identity', 'contact', 'hukou', 'certificate', 'household', 'bank', 'origin', 'merged', 'file'],
  ...['submission', 'materials', 'state', 'entry', 'terms', 'about', 'settlement', 'case', 'money', 'health'],
  ...['w', 'j', 'applied', 'applied-with-difference', 'refused', 'in-conflict', 'parked', 'quarantined'],
  ...['personId', 'applicationId', 'phone', 'residenceAddress', 'contactStatedOn', 'statedOn', 'reason'],
  ...['name', 'idNumber', 'sex', 'birthDate', 'action', 'stateAfter', 'actor', 'device', 'madeAt', 'words'],
  ...['details', 'parts', 'person.edit', 'application.submit', 'person.register'],
  ...['accountHolder', 'bankName', 'accountNumber', 'accountKind', 'householdCategory', 'householdFrom'],
  ...['needsLongTermCare', 'certificateNumber', 'disabilityClass', 'grade', 'certificateExpiresOn'],
  ...['certificateStatus', 'hukouVillage', 'hukouKind', 'hukouAddress', 'ethnicity', 'stateSince'],
  ...['submittedOn', 'submittedVia', 'submittedBy', 'appliedLiving', 'appliedNursing', 'missing'],
  ...['noticeCount', 'benefits', 'declarations', 'atCounter', 'truth', 'privacyNotice'],
];

/** Each protocol knows the words up to its last. */
const WORDS: Readonly<Record<number, readonly string[]>> = { 1: WIRE_WORDS };

/** Words that may be said to whoever speaks a protocol. Whoever knows more reads those who know fewer: the first words are the same (V3). */
export function wordsOf(protocol: number): readonly string[] {
  return WORDS[protocol] ?? WIRE_WORDS;
}

export function toWire(value: unknown, protocol = PROTOCOL_VERSION): Uint8Array {
  return pack(value as Json, wordsOf(protocol));
}

/** Throws PackError on anything that `toWire` does not make. */
export function fromWire(bytes: Uint8Array): unknown {
  return unpack(bytes, WIRE_WORDS);
}

/** Whether a reply tells nothing: then it is not sent at all, and 204 says so in its place (W3). Who asked, what was asked and when is no news. */
export function tellsNothing(reply: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(reply).every(
    ([name, value]) =>
      name === 'protocol' ||
      name === 'answers' ||
      name === 'serverTime' ||
      value === null ||
      (Array.isArray(value) && value.length === 0),
  );
}
