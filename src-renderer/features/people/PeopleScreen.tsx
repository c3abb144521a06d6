/** One person registered twice: the pairs of this office side by side, or one number that was typed wrong. */
import { CorrectNumberScreen } from './CorrectNumberScreen.tsx';
import { PairsScreen } from './PairsScreen.tsx';
import '../review/review.css';
import '../conflicts/conflicts.css';
import './people.css';

interface PeopleScreenProps {
  readonly pair?: readonly [number, number];
  readonly correct?: number;
}

export function PeopleScreen({ pair, correct }: PeopleScreenProps) {
  return correct === undefined ? <PairsScreen pair={pair} /> : <CorrectNumberScreen personId={correct} />;
}
