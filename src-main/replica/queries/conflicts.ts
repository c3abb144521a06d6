/** The conflict inbox (06): what was, what each side wrote, who, when, on which computer. Values are masked like everywhere; where the
 *  masks of two different numbers would read the same, the places in which they differ are shown. */
import type { z } from 'zod';
import { canonicalJson } from '#shared/base/canonical.ts';
import { type Sides, valuesField } from '#shared/domain/conflict.ts';
import { maskAccount, maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { groupOf, isKnownGroup, type Row } from '#shared/records/rows.ts';
import type { conflictItem, ConflictPage } from '#shared/rpc/desk-shapes.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import { readRecord } from '../store/records.ts';
import { personBriefOf } from './case-page.ts';
import type { Reading } from './reading.ts';

type ConflictItem = z.infer<typeof conflictItem>;
const SHOWN_MAX = 500;

function masked(field: string, value: FieldValue | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  if (field === 'accountNumber') return maskAccount(text);
  if (field === 'phone') return maskPhone(text);
  if (field === 'idNumber') return maskIdNumber(text);
  if (field === 'certificateNumber')
    return text.length < 20 ? text : `${maskIdNumber(text.slice(0, 18))}${text.slice(18)}`;
  return text;
}

const HIDDEN = '*';

/** Masks of one field's three values, in which different values never read alike. */
export function maskedApart(field: string, values: readonly (FieldValue | undefined)[]): (string | null)[] {
  const masks = values.map((value) => masked(field, value));
  const raw = values.map((value) => String(value ?? ''));
  return masks.map((mask, at) => {
    const alike = raw.filter((other, index) => masks[index] === mask && other !== raw[at]);
    if (mask === null || !alike.length) return mask;
    return [...mask]
      .map((sign, place) =>
        alike.some((other) => other[place] !== raw[at]?.[place]) ? (raw[at]?.[place] ?? HIDDEN) : sign,
      )
      .join('');
  });
}

function toItem(reading: Reading, conflict: Row<'conflict'>): ConflictItem {
  const { values } = conflict;
  const person = readRecord(reading.statements, 'person', values.personId as number);
  return {
    conflictId: conflict.id,
    personId: values.personId as number,
    personName: person?.values.name ?? '',
    groupName: values.groupName ?? '',
    kind: (values.kind ?? 'ask') as ConflictItem['kind'],
    state: (values.state ?? 'OPEN') as ConflictItem['state'],
    since: values.mineAt ?? '',
    touchesMoney: values.groupName === 'bank',
  };
}

/** Open ones first, then what merged by itself, newest first. */
export function conflictList(reading: Reading, limit = SHOWN_MAX): ConflictItem[] {
  const isFederation = bodyOf(reading.me.role) === 'FEDERATION';
  return reading.statements
    .all<Record<string, Stored>>(
      `SELECT ${selectList('conflict')} FROM conflict ORDER BY CASE state WHEN 'OPEN' THEN 0 ELSE 1 END, mine_at DESC LIMIT ?`,
      limit,
    )
    .map((stored) => decodeRow(SQLITE_CODEC, 'conflict', stored))
    .filter(({ values }) => !isFederation || (values.groupName !== 'bank' && values.kind !== 'duplicate'))
    .map((conflict) => toItem(reading, conflict));
}

/** Of what was forwarded, what its author wanted otherwise than it stands. */
function shownFields(kind: string | null, fields: readonly string[], { mine, theirs }: Sides): string[] {
  const isSaid = (field: string) =>
    canonicalJson(mine[field] ?? null) !== canonicalJson(theirs[field] ?? null);
  return fields.filter((field) => kind !== 'forwarded' || isSaid(field));
}

export function conflictPage(reading: Reading, conflictId: number): ConflictPage | null {
  const conflict = readRecord(reading.statements, 'conflict', conflictId);
  const person = conflict && readRecord(reading.statements, 'person', conflict.values.personId as number);
  if (!conflict || !person) return null;
  const { values } = conflict;
  const type = values.recordType as RecordTypeName;
  const group = values.groupName as string;
  if (!isKnownGroup(type, group)) return null;
  const sides = values[valuesField(type, group)] as unknown as Sides | null;
  if (!sides) return null;
  const side = (who: number | null, at: string | null, device: number | null) => ({
    who: reading.colleagueName(who),
    unit: reading.colleagueUnit(who),
    at: at ?? '',
    device: reading.computerName(device),
  });
  return {
    item: toItem(reading, conflict),
    person: personBriefOf(reading, person),
    recordType: type,
    recordId: values.recordId as number,
    fields: shownFields(values.kind, Object.keys(groupOf(type, group).fields), sides).map((field) => {
      const [before, mine, theirs] = maskedApart(field, [
        sides.before[field],
        sides.mine[field],
        sides.theirs[field],
      ]);
      return { field, before: before ?? null, mine: mine ?? null, theirs: theirs ?? null };
    }),
    mine: side(values.mineBy, values.mineAt, values.mineDevice),
    theirs: side(values.theirsBy, values.theirsAt, values.theirsDevice),
    settlement:
      values.state === 'SETTLED'
        ? {
            choice: values.choice ?? '',
            who: reading.colleagueName(values.settledBy),
            at: values.settledAt ?? '',
            reason: values.settleReason,
          }
        : null,
  };
}
