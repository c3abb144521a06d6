/** Where an act or record is: ▮▯▯▯ saved here, ▮▮▯▯ waiting to be sent, ▮▮▮▯ received by the county, ▮▮▮▮ decided.
 *  Reads without colour, at 14 px and in print. What a person must look at has a flag instead. Drafts carry no glyph. */
import type { Place } from '#shared/rpc/desk-shapes.ts';
import { sayPlace } from '../text/codes.ts';
import { Icon } from './icon/Icon.tsx';

const STEPS: Readonly<Record<Place, number>> = {
  saved: 1,
  waiting: 2,
  received: 3,
  decided: 4,
  'needs-you': 0,
};
const BOXES = [1, 2, 3, 4];

export function FourBox({ place, wordless = false }: { place: Place; wordless?: boolean }) {
  const word = sayPlace(place);
  if (place === 'needs-you') {
    return (
      <span className="four-box needs-you">
        <Icon name="flag" />
        {word}
      </span>
    );
  }
  const filled = STEPS[place];
  return (
    <span className="four-box">
      <span className="boxes" aria-hidden="true">
        {BOXES.map((box) => (
          <i key={box} className={box <= filled ? 'full' : ''} />
        ))}
      </span>
      <span className={wordless ? 'sr' : ''}>{word}</span>
    </span>
  );
}
