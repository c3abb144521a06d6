/** The count of a democratic evaluation (民主评议, dossier (j) 5; numbers ∴ after 民发〔2012〕220号 ○).
 *  EV1 without a quorum of two thirds of the delegates nothing is decided, whatever the ballots.  EV2 more than half of the ballots cast
 *  decides; an abstention is a ballot cast.                                                                                            */
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

/** Counts the ballots of so many delegates. Throws when more ballots were cast than there are delegates. */
export function tallyOf(delegates: number, ballots: Ballots): Tally {
  const cast = ballots.TRUE + ballots.NOT_TRUE + ballots.ABSTAIN;
  if (cast > delegates) throw new RangeError(`${cast} ballots of ${delegates} delegates`);
  const quorumMet = cast * 3 >= delegates * 2;
  const most = (votes: number): boolean => quorumMet && votes * 2 > cast;
  const result = most(ballots.TRUE) ? 'CONFIRMED' : most(ballots.NOT_TRUE) ? 'REJECTED' : 'NO_DECISION';
  return { cast, quorumMet, result };
}
