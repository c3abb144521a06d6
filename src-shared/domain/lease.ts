/** The lease: how long a desk may work without hearing from the county (DESIGN §4). After that nothing is decided and no list leaves the
 *  computer; taking in, correcting, photographing and reading one's own township go on, and so does sending.
 *  LE1 a closed list says what goes on; every other act waits for the county.  LE2 the centre's word counts, not the desk's clock alone: a
 *  desk that was never told anything has only just begun. */
export const LEASE_DAYS = 45;
const DAY_MS = 86_400_000;

const GOES_ON: readonly string[] = [
  'application.submit',
  'application.requestSupplement',
  'application.supplement',
  'application.accept',
  'person.register',
  'person.edit',
  'paper.attach',
  'paper.attachToNotice',
  'paper.remove',
  'publicNotice.prepare',
  'publicNotice.post',
  'publicNotice.close',
  'objection.take',
  'recheck.open',
  'recheck.answer',
  'spotCheck.note',
  'certificate.remind',
  'document.issue',
  'document.print',
];

/** Whether the lease has run out since the county was last heard. */
export function isLeaseOver(lastContact: string | null, nowMs: number): boolean {
  return lastContact !== null && nowMs - Date.parse(lastContact) > LEASE_DAYS * DAY_MS;
}

/** Whether an act may be made all the same. */
export function goesOnWithoutLease(command: string): boolean {
  return GOES_ON.includes(command);
}
