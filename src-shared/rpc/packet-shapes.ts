/** Packets for a way without a network, as the screens see them: one written for the stick, one read from it. */
import { z } from 'zod';

export const PACKET_BYTES_MAX = 16 * 2 ** 20;

/** A packet that this computer wrote. */
export const packetRow = z.object({
  serial: z.number(),
  madeAt: z.string(),
  /** Acts in it, and how many of them have no outcome yet. */
  acts: z.number(),
  waiting: z.number(),
  byteCount: z.number(),
  /** First 16 hex digits of the file's SHA-256: what the slip says, to be compared by eye. */
  checkCode: z.string(),
  answeredAt: z.string().nullable(),
});
export type PacketRow = z.infer<typeof packetRow>;

export const packetFile = z.object({ fileName: z.string(), contentBase64: z.string() });

export const packetWritten = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), file: packetFile, packet: packetRow }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);
export type PacketWritten = z.infer<typeof packetWritten>;

export const packetInput = z.strictObject({
  contentBase64: z.string().max(Math.ceil((PACKET_BYTES_MAX * 4) / 3) + 4),
});

/** `answer`: receipts for this computer, read in. `carried`: acts of another computer, handed to the county; its answer is the file to take
 *  back. */
export const packetRead = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    serial: z.number(),
    /** Outcomes in it, and how many of them were news. */
    outcomes: z.number(),
    fresh: z.number(),
    commits: z.number(),
  }),
  z.object({
    kind: z.literal('carried'),
    device: z.number(),
    computerName: z.string().nullable(),
    serial: z.number(),
    acts: z.number(),
    file: packetFile,
  }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
]);
export type PacketRead = z.infer<typeof packetRead>;
