/** Ids: one 53-bit integer of a device number (23 bits) and a counter (30 bits), final from the moment they are made offline.
 *  ID1 an id is never reused: each command owns a block of 128 counters, so what `decide` makes is the same on every side.
 *  ID2 device 0 and 1 belong to the centre (reference data, accounts).
 *  ID3 device 2²² + the six digits of a county belongs to the centre's own work in that county, a block for each commit of its scope. */
export type Id = number & { readonly __brand?: 'Id' };

const COUNTERS_PER_DEVICE = 2 ** 30;
export const IDS_PER_COMMAND = 128;
export const COMMANDS_PER_DEVICE = COUNTERS_PER_DEVICE / IDS_PER_COMMAND;
export const CENTRE_DEVICE = 1;

/** The id at `counter` of a device. Throws when either is out of its bits. */
export function makeId(device: number, counter: number): Id {
  if (!Number.isInteger(device) || device < 0 || device >= 2 ** 23) throw new RangeError(`device ${device}`);
  if (!Number.isInteger(counter) || counter < 0 || counter >= COUNTERS_PER_DEVICE) {
    throw new RangeError(`counter ${counter}`);
  }
  return device * COUNTERS_PER_DEVICE + counter;
}

/** Device number of an id. */
export function deviceOf(id: Id): number {
  return Math.floor(id / COUNTERS_PER_DEVICE);
}

/** Number of the command whose block an id is of (ID1). */
export function commandOf(id: Id): number {
  return Math.floor((id % COUNTERS_PER_DEVICE) / IDS_PER_COMMAND);
}

/** Gives the ids of one command's block in order. Throws past 128, which an act of at most 100 records cannot reach. */
export function idsOfCommand(device: number, commandNumber: number): () => Id {
  let used = 0;
  return () => {
    if (used >= IDS_PER_COMMAND)
      throw new RangeError(`command ${device}/${commandNumber} asks for too many ids`);
    return makeId(device, commandNumber * IDS_PER_COMMAND + used++);
  };
}

const WORK_DEVICES = 2 ** 22;
/** What one step of the centre's work may make. */
export const IDS_PER_STEP = 512;
const COUNTY_UNIT = 1_000_000;

/** Gives the ids of one step of the centre's work in a county: those of the commit that it made in the county's scope. */
export function idsOfWork(county: number, commit: number): () => Id {
  const device = WORK_DEVICES + Math.floor(county / COUNTY_UNIT);
  let used = 0;
  return () => {
    if (used >= IDS_PER_STEP) throw new RangeError(`commit ${commit} of ${county} asks for too many ids`);
    return makeId(device, commit * IDS_PER_STEP + used++);
  };
}
