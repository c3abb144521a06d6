/** Amounts in the figures that nobody can change with a stroke (人民币大写), as payment papers carry them (支付结算办法 附一, ○; dossier e.3).
 *  CAP1 whole yuan and jiao end with 整, an amount with fen does not.  CAP2 one 零 for any run of zeros between digits, none at the end.
 *  CAP3 exact in integer fen.
 *
 *  The library nzh 1.0.14 was held beside this for every amount below 20 000 yuan: fed yuan as text, it differs only in the 整 of CAP1, which it
 *  leaves out. No other library was looked at. */
const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];
const FEN_PER_YUAN = 100;
const GROUP = 10_000;

/** Up to four digits, without a leading 零. */
function groupWords(group: number): string {
  let words = '';
  let hasZero = false;
  for (let place = PLACES.length - 1; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      hasZero = words !== '';
      continue;
    }
    words += `${hasZero ? DIGITS[0] : ''}${DIGITS[digit]}${PLACES[place]}`;
    hasZero = false;
  }
  return words;
}

function yuanWords(yuan: number): string {
  let words = '';
  let hasGap = false;
  for (let at = GROUPS.length - 1; at >= 0; at--) {
    const group = Math.floor(yuan / GROUP ** at) % GROUP;
    if (group === 0) {
      hasGap = words !== '';
      continue;
    }
    const needsZero = words !== '' && (hasGap || group < GROUP / 10);
    words += `${needsZero ? DIGITS[0] : ''}${groupWords(group)}${GROUPS[at]}`;
    hasGap = false;
  }
  return words;
}

/** 123456 fen → 壹仟贰佰叁拾肆元伍角陆分. Throws for what is no amount. */
export function capitalAmount(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in fen: ${fen}`);
  const yuan = Math.floor(fen / FEN_PER_YUAN);
  const jiao = Math.floor(fen / 10) % 10;
  const rest = fen % 10;
  if (fen === 0) return '零元整';
  const whole = yuan > 0 ? `${yuanWords(yuan)}元` : '';
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole !== '' && rest > 0 ? DIGITS[0] : '';
  return `${whole}${tenths}${rest > 0 ? `${DIGITS[rest]}分` : '整'}`;
}
