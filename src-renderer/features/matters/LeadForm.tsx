/** The forms of a lead: somebody who is not on record, a contact, its end, and handing it over (domain/lead.ts). */
import { levelOf } from '#shared/domain/division.ts';
import { LEAD_OUTCOMES, LEAD_REASONS, LEAD_SOURCES, LEAD_WAYS } from '#shared/domain/lead.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import type { LeadRow } from '#shared/rpc/matter-shapes.ts';
import { heldTownships, placeName } from '../../data/places.ts';
import { useMe, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { FieldsForm } from '../case/FieldsForm.tsx';
import {
  choice,
  date,
  type Field,
  maybe,
  optionalWords,
  orNull,
  text,
  type Typed,
  words,
} from '../case/fields.ts';
import type { FormEnds } from '../case/InlineForm.tsx';

export const LEAD_FORMS = ['open', 'contact', 'close', 'handOver'] as const;
export type LeadFormKind = (typeof LEAD_FORMS)[number];

/** A choice among townships, by their names. */
export function townshipField(codes: readonly number[]): Field {
  return {
    ...{ name: 'township', kind: 'choice', options: codes.map(String) },
    say: (code) => placeName(code) ?? code,
  };
}

interface Form {
  readonly fields: readonly Field[];
  readonly fresh?: Typed;
  readonly args: (typed: Typed) => object;
}

function formOf(
  kind: LeadFormKind,
  lead: LeadRow | undefined,
  at: { today: string; own: readonly number[] },
): Form {
  const leadId = lead?.leadId;
  const [first] = at.own;
  switch (kind) {
    case 'open':
      return {
        fields: [
          ...[{ name: 'leadName', kind: 'text' } as const, maybe({ name: 'leadPhone', kind: 'text' })],
          ...[townshipField(at.own), choice('leadSource', 'leadSource', LEAD_SOURCES)],
          ...[
            { name: 'items', kind: 'choices', table: 'benefitFull', options: BENEFITS } as const,
            optionalWords,
          ],
        ],
        fresh: at.own.length === 1 ? { township: String(first) } : {},
        args: (typed) => ({
          ...{ township: Number(text(typed.township)), name: text(typed.leadName), words: text(typed.words) },
          ...{ phone: orNull(typed.leadPhone), benefits: typed.items ?? [], source: text(typed.leadSource) },
        }),
      };
    case 'contact':
      return {
        fields: [date('on'), choice('way', 'leadWay', LEAD_WAYS), words],
        fresh: { on: at.today },
        args: (typed) => ({ leadId, on: text(typed.on), way: text(typed.way), words: text(typed.words) }),
      };
    case 'close':
      return {
        fields: [
          ...[
            choice('leadOutcome', 'leadOutcome', LEAD_OUTCOMES),
            maybe(choice('reason', 'reason', LEAD_REASONS)),
          ],
          optionalWords,
        ],
        args: (typed) => ({
          ...{
            leadId,
            outcome: text(typed.leadOutcome),
            reason: orNull(typed.reason),
            words: text(typed.words),
          },
        }),
      };
    case 'handOver': {
      const others = heldTownships()
        .map(({ code }) => code)
        .filter((code) => code !== lead?.scope);
      return {
        fields: [townshipField(others), words],
        args: (typed) => ({ leadId, township: Number(text(typed.township)), words: text(typed.words) }),
      };
    }
  }
}

export function LeadForm({ kind, lead, ...ends }: FormEnds & { kind: LeadFormKind; lead?: LeadRow }) {
  const today = useSession()?.today ?? '';
  const scopes = useMe()?.scopes ?? [];
  const own = scopes.filter((scope) => levelOf(scope) === 'TOWNSHIP');
  return (
    <FieldsForm
      {...ends}
      key={kind}
      command={`lead.${kind}`}
      title={t(`matters.leads.form.${kind}`, { name: lead?.name ?? '' })}
      save={t(`matters.leads.save.${kind}`)}
      {...formOf(kind, lead, { today, own })}
    />
  );
}
