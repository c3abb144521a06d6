/** What ballots of 民主评议 come to (dossier (j), numbers ∴ after 民发〔2012〕220号 ○).
 *  EV1 without a quorum of two thirds of the delegates nothing is decided, whatever the ballots.  EV2 more than half of the ballots cast
 *  decides; an abstention is a ballot cast.  EV6 how many delegates, which quorum and how many votes a pack may say; a count is tallied by the
 *  packs of its day and keeps its tally (∴).  Elsewhere: who votes and who counts (evaluation.ts).                                        */
export interface Ballots {
  readonly TRUE: number;
  readonly NOT_TRUE: number;
  readonly ABSTAIN: number;
}

export interface Tally {
  readonly cast: number;
  readonly quorumMet: boolean;
  readonly result: 'CONFIRMED' | 'REJECTED' | 'NO_DECISION';
}

/** Numbers of the procedure pack (EV6). */
export interface EvaluationRule {
  /** Delegates of a vote at least: 5 (dossier (j) ∴). */
  readonly leastDelegates: number;
  /** Delegates of a vote at most: 21 (dossier (j) ∴). */
  readonly mostDelegates: number;
  /** Share of the delegates whose ballots make a quorum: 2/3 (dossier (j) ∴, after 民发〔2012〕220号 ○). */
  readonly quorum: string;
  /** Votes about one file, until the household is visited again: 2 (dossier (j) ∴). */
  readonly votes: number;
}

export const EVALUATION_RULE: EvaluationRule = {
  ...{ leastDelegates: 5, mostDelegates: 21 },
  ...{ quorum: '2/3', votes: 2 },
};

/** Counts the ballots of so many delegates. Throws when more ballots were cast than there are delegates. */
export function tallyOf(delegates: number, ballots: Ballots, { quorum }: EvaluationRule): Tally {
  const cast = castOf(ballots);
  if (cast > delegates) throw new RangeError(`${cast} ballots of ${delegates} delegates`);
  const [part = 0, whole = 0] = quorum.split('/').map(Number);
  const quorumMet = cast * whole >= delegates * part;
  const most = (votes: number): boolean => quorumMet && votes * 2 > cast;
  const result = most(ballots.TRUE) ? 'CONFIRMED' : most(ballots.NOT_TRUE) ? 'REJECTED' : 'NO_DECISION';
  return { cast, quorumMet, result };
}

export const castOf = ({ TRUE, NOT_TRUE, ABSTAIN }: Ballots): number => TRUE + NOT_TRUE + ABSTAIN;
