/** What narrowed an exported list, as its record holds it, in the words of the screens. */
import type { Place } from '#shared/rpc/desk-shapes.ts';
import { sayCode, sayPlace } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { exports } from '../../text/zh/exports.ts';
import { today } from '../../text/zh/today.ts';

type FilterName = keyof typeof exports.records.filters;

const PLACES: readonly string[] = ['saved', 'waiting', 'received', 'decided', 'needs-you'] satisfies Place[];

function sayValue(name: string, value: string): string {
  if (name === 'state') return sayCode('state', value);
  if (name === 'benefit') return sayCode('benefit', value);
  if (name === 'group' && value in today.groups)
    return t(`today.groups.${value as keyof typeof today.groups}`);
  if (name === 'place' && PLACES.includes(value)) return sayPlace(value as Place);
  if (name === 'show' && value in exports.shows)
    return t(`exports.shows.${value as keyof typeof exports.shows}`);
  if (name === 'scope' && value in exports.scopes)
    return t(`exports.scopes.${value as keyof typeof exports.scopes}`);
  return value;
}

export function sayFilters(filters: Readonly<Record<string, string>>): string {
  const said = Object.entries(filters)
    .filter(([name]) => name in exports.records.filters)
    .map(([name, value]) =>
      t('exports.records.filter', {
        name: t(`exports.records.filters.${name as FilterName}`),
        value: sayValue(name, value),
      }),
    );
  return said.length ? said.join(t('exports.records.between')) : t('exports.records.everything');
}
