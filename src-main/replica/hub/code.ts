/** The code of an office's hub: 24 digits that are shown on its screen and typed once at every other desk of the office. 22 are chance (73 bits:
 *  nobody finds them from what goes over the network), the last two find a slip of typing (ISO 7064, MOD 97-10). */
import { hkdfSync, randomBytes } from 'node:crypto';

const CHANCE_DIGITS = 22;
const CHECK_DIGITS = 2;
const CHANCE_BYTES = 32;
const MODULUS = 97n;
const KEY_BYTES = 32;
const FULL_WIDTH = /[\uff10-\uff19]/g;
const FULL_WIDTH_ZERO = 0xff10;
const BETWEEN = /[\s\u3000\u2013\u2014-]/g;

export function makeCode(): string {
  const chance = BigInt(`0x${randomBytes(CHANCE_BYTES).toString('hex')}`) % 10n ** BigInt(CHANCE_DIGITS);
  const check = MODULUS + 1n - ((chance * 100n) % MODULUS);
  return String(chance).padStart(CHANCE_DIGITS, '0') + String(check).padStart(CHECK_DIGITS, '0');
}

/** The code in what was typed, however it was set apart; null when it is none. */
export function readCode(typed: string): string | null {
  const digits = typed
    .replaceAll(FULL_WIDTH, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO))
    .replaceAll(BETWEEN, '');
  if (!/^\d+$/.test(digits) || digits.length !== CHANCE_DIGITS + CHECK_DIGITS) return null;
  return BigInt(digits) % MODULUS === 1n ? digits : null;
}

/** The key that requests and answers are proved with. */
export function keyOfCode(code: string): Buffer {
  return Buffer.from(hkdfSync('sha256', code, '', 'sumu hub 1', KEY_BYTES));
}
