/** One text and one hash for a value, the same on every machine: keys sorted, nothing else changed.
 *  Log digests, chain hashes, judged hashes and chunk names all go through here. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Keys as they are written: the registry and the commands have some hundreds. */
const keyTexts = new Map<string, string>();
const KEYS_KEPT = 2_000;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < KEYS_KEPT) keyTexts.set(key, text);
  return text;
}

/** Nothing in it that JSON writes otherwise than it stands. Half of a pair of surrogates is. */
const PLAIN = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let at = 1; at < keys.length; at++)
    if ((keys[at - 1] as string) > (keys[at] as string)) return keys.sort();
  return keys;
}

/** JSON with sorted keys; undefined keys are left out, null stays (it clears a field). */
export function canonicalJson(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) text += `${text && ','}${canonicalJson(item)}`;
    return `[${text}]`;
  }
  const object = value as { readonly [key: string]: Json | undefined };
  for (const key of sortedKeys(object)) {
    const item = object[key];
    if (item !== undefined) text += `${text && ','}${keyText(key)}${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

type Sha256Hex = (text: string | Uint8Array) => string;

let digest: Sha256Hex = (text) => bytesToHex(sha256(typeof text === 'string' ? utf8ToBytes(text) : text));

/** SHA-256 of UTF-8 text or bytes, 64 hex digits. */
export const sha256Hex: Sha256Hex = (text) => digest(text);

/** Hands over the machine's own SHA-256, which gives the same and takes a fifth of the time. An entry file does, where there is one. */
export function installSha256(ofMachine: Sha256Hex): void {
  digest = ofMachine;
}
