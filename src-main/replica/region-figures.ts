/** Statistics above the township, asked of the centre and kept (m.2: online only). What came last for a question is shown without a line, with the
 *  time at which it was counted; it holds sums and no person, and stays in the encrypted replica with the account that asked.        */
import { z } from 'zod';
import type { RegionAnswer, RegionFigures, RegionInput } from '#shared/rpc/statistics-shapes.ts';
import { readMeta, writeMeta } from './identity.ts';
import type { Statements } from './store/statements.ts';
import { CentralRefusal, LinkError, SessionEndedError, statisticsAtCentre } from './sync/central-client.ts';
import { os } from './writer-os.ts';

export interface RegionSettings {
  readonly statements: Statements;
  readonly data: { readonly me: { readonly account: string }; readonly centralUrl: string };
  /** Its token is null when this person has not signed in at the centre from here; it may become another one. */
  readonly standing: { readonly token: string | null };
}

function keptOf(statements: Statements, name: string): RegionFigures | null {
  const kept = readMeta(statements, name);
  return kept === null ? null : (JSON.parse(kept) as RegionFigures);
}

function troubleOf(error: unknown): NonNullable<RegionAnswer['trouble']> {
  if (error instanceof LinkError) return 'no-line';
  if (error instanceof SessionEndedError) return 'sign-in-needed';
  if (error instanceof CentralRefusal) return 'refused';
  throw error;
}

export function regionProcedures({ statements, data, standing }: RegionSettings) {
  const { me, centralUrl } = data;
  return {
    regionFigures: os.input(z.custom<RegionInput>()).handler(async ({ input }): Promise<RegionAnswer> => {
      const name = `figures:${me.account}:${input.region}:${input.month}:${input.forOutside ? 'outside' : 'inside'}`;
      try {
        const { token } = standing;
        if (token === null) throw new SessionEndedError();
        const figures = await statisticsAtCentre(centralUrl, token, input);
        writeMeta(statements, name, JSON.stringify(figures));
        return { figures, trouble: null };
      } catch (error) {
        const trouble = troubleOf(error);
        return { figures: trouble === 'refused' ? null : keptOf(statements, name), trouble };
      }
    }),
  };
}
