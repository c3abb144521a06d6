/** The office's hub as the screens see it: what this computer does as one (`here`), and what it leaves at another (`there`). */
import { z } from 'zod';

/** Where a hub listens unless it is told otherwise, and where it may. */
export const HUB_PORT = 47_900;
export const HUB_PORTS = { from: 1_024, to: 65_535 } as const;

const port = z.number().int().min(HUB_PORTS.from).max(HUB_PORTS.to);

/** A packet that this computer took in as the hub. */
export const hubTaken = z.object({
  device: z.number(),
  /** Null for one that this replica has not been told of. */
  computerName: z.string().nullable(),
  serial: z.number(),
  acts: z.number(),
  at: z.string(),
  state: z.enum(['held', 'answered', 'refused']),
  code: z.string().nullable(),
});

export const hubHere = z.object({
  isOn: z.boolean(),
  /** Whether the person who sits here may switch it. */
  mayChange: z.boolean(),
  address: z.string().nullable(),
  port,
  /** IPv4 addresses that this computer has now. */
  addresses: z.array(z.string()),
  /** 24 digits; null while it is off. */
  code: z.string().nullable(),
  /** Who switched it on, and when. */
  by: z.string().nullable(),
  at: z.string().nullable(),
  /** Why it is on and does not listen. */
  fault: z.string().nullable(),
  /** Why nothing goes to the county just now. */
  carryFault: z.string().nullable(),
  waiting: z.number(),
  taken: z.array(hubTaken),
});
export type HubHere = z.infer<typeof hubHere>;

/** A packet that this computer left at the hub. sent: nobody knows whether it arrived. replaced: a later one has all that was in it.
 *  lost: the hub has nothing of it. direct: its acts went over this computer's own line meanwhile. */
export const hubLeft = z.object({
  serial: z.number(),
  madeAt: z.string(),
  at: z.string(),
  acts: z.number(),
  waiting: z.number(),
  state: z.enum(['sent', 'held', 'answered', 'refused', 'lost', 'replaced', 'direct']),
  code: z.string().nullable(),
});
export type HubLeft = z.infer<typeof hubLeft>;

export const hubThere = z.object({
  /** Null when none is set. */
  place: z.object({ address: z.string(), port, hubName: z.string(), since: z.string() }).nullable(),
  /** The last time that it was asked: when, why nothing came of it, how its own line stood. */
  last: z
    .object({
      at: z.string(),
      code: z.string().nullable(),
      line: z.enum(['online', 'offline', 'locked']).nullable(),
    })
    .nullable(),
  left: z.array(hubLeft),
});
export type HubThere = z.infer<typeof hubThere>;

export const hubSetUp = z.strictObject({ isOn: z.boolean(), address: z.ipv4(), port });
export const hubJoin = z.strictObject({ address: z.ipv4(), port, code: z.string().max(100) });
/** Null when it was done. */
export const hubDone = z.object({ code: z.string().nullable() });
export type HubDone = z.infer<typeof hubDone>;
