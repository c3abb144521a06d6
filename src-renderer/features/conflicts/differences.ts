/** Which characters of a changed value differ from what it was before, for marking them. Pure.
 *  DIF1 the pieces put together are the value itself.  DIF2 an unchanged value has no marked piece.  DIF3 numbers of one
 *  length are compared place by place, other texts by what they share at the beginning and the end; when little is shared
 *  the whole value is marked, because scattered letters help nobody.                                                */

export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

const SHARED_LEAST = 0.34;
const NUMBER_SHAPE = /^[\d*Xx-]+$/;

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const last = result.at(-1);
    if (last && last.isMarked === piece.isMarked)
      result[result.length - 1] = { ...last, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** Single unchanged places between two changed ones are marked along: 5530 against 4417 is one number, not three. */
function withoutHoles(pieces: readonly Piece[]): Piece[] {
  return joined(
    pieces.map((piece, at) => {
      const isHole = !piece.isMarked && [...piece.text].length === 1;
      const isBetween = pieces[at - 1]?.isMarked === true && pieces[at + 1]?.isMarked === true;
      return isHole && isBetween ? { ...piece, isMarked: true } : piece;
    }),
  );
}

function byPlace(before: readonly string[], now: readonly string[]): Piece[] {
  return joined(now.map((text, at) => ({ text, isMarked: text !== before[at] })));
}

function byEnds(before: readonly string[], now: readonly string[]): Piece[] {
  const shortest = Math.min(before.length, now.length);
  let head = 0;
  while (head < shortest && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const isAddition = before.length > 0 && head + tail === before.length;
  if (!isAddition && (head + tail) / Math.max(before.length, now.length) < SHARED_LEAST) {
    return [{ text: now.join(''), isMarked: true }];
  }
  return joined([
    { text: now.slice(0, head).join(''), isMarked: false },
    { text: now.slice(head, now.length - tail).join(''), isMarked: true },
    { text: now.slice(now.length - tail).join(''), isMarked: false },
  ]);
}

/** The pieces of `now`, those marked that are not in `before`. */
export function differences(before: string, now: string): Piece[] {
  if (now === '') return [];
  if (before === now) return [{ text: now, isMarked: false }];
  const [old, fresh] = [[...before], [...now]];
  const isNumber = old.length === fresh.length && NUMBER_SHAPE.test(before) && NUMBER_SHAPE.test(now);
  return isNumber ? withoutHoles(byPlace(old, fresh)) : byEnds(old, fresh);
}
