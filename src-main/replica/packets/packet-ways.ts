/** The two ways that a packet takes when this computer's own line is down: a stick, and the office's hub. Put together for the writer. */
import type { Chance } from '#shared/base/chance.ts';
import type { Clock } from '#shared/base/clock.ts';
import { openHubWay } from '../hub/hub-procedures.ts';
import type { Statements } from '../store/statements.ts';
import type { LinkState } from '../sync/schedule.ts';
import { packetProcedures, type PacketWriterSettings } from './packet-writer.ts';

interface PacketWaySettings {
  readonly statements: Statements;
  readonly data: Pick<PacketWriterSettings, 'key' | 'centralUrl'> & {
    readonly me: { readonly classes: readonly string[] };
  };
  readonly ports: { readonly clock: Clock; readonly chance: Chance };
  /** Both may become others. */
  readonly standing: { readonly device: number; readonly token: string | null };
  readonly changed: (topics: readonly string[]) => void;
  /** Of an answer that was laid down. */
  readonly topics: readonly string[];
}

export function openPacketWays({ statements, data, ports, standing, changed, topics }: PacketWaySettings) {
  const settings: PacketWriterSettings = {
    ...{ statements, clock: ports.clock, classes: data.me.classes, key: data.key },
    centralUrl: data.centralUrl,
    get device() {
      return standing.device;
    },
    get token() {
      return standing.token;
    },
    onTaken: () => changed(topics),
    onWritten: () => changed(['journal']),
  };
  const hub = openHubWay({
    ...{ target: settings, chance: ports.chance, isWithoutLine: standing.token === null },
    onTaken: () => changed([...topics, 'hub']),
    onChanged: () => changed(['hub']),
  });
  return {
    procedures: { ...packetProcedures(settings), ...hub.procedures },
    /** What the screens are told, it hears too. */
    hears(message: { kind: string; topics?: readonly string[]; link?: LinkState }): void {
      if (message.kind === 'link' && message.link) hub.heardLink(message.link);
      if (message.topics?.includes('journal')) hub.soon();
    },
    stop: () => hub.stop(),
  };
}
