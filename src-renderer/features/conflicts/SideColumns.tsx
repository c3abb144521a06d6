/** Before, mine, theirs: the same fields in the same order, only the differing characters marked; under each side who changed
 *  it, when and on which computer.                                                                                   */
import type { ReactNode } from 'react';
import type { ConflictPage } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { differences } from './differences.ts';
import { sayValue } from './field-words.ts';
import type { SideView } from './sides.ts';

type Field = ConflictPage['fields'][number];

function Value({ field, now }: { field: Field; now: string | null }) {
  const before = sayValue(field.field, field.before);
  // A side that said nothing about a field left it as it was.
  const value = sayValue(field.field, now ?? field.before);
  if (value === '') return <span className="faint">{t('conflicts.nothing')}</span>;
  return differences(before, value).map(({ text, isMarked }, at) =>
    // Pieces have no name but their place.
    isMarked ? <mark key={`${at} ${text}`}>{text}</mark> : <span key={`${at} ${text}`}>{text}</span>,
  );
}

interface ColumnProps {
  readonly title: string;
  readonly note: string;
  readonly fields: readonly Field[];
  readonly pick: (field: Field) => string | null;
  readonly isBefore?: boolean;
  readonly foot: ReactNode;
}

function Column({ title, note, fields, pick, isBefore = false, foot }: ColumnProps) {
  return (
    <section className={isBefore ? 'side is-before' : 'side'} aria-label={title}>
      <h3>
        {title} <span className="faint">{note}</span>
      </h3>
      <dl>
        {fields.map((field) => (
          <div key={field.field}>
            <dt>{sayCode('field', field.field)}</dt>
            <dd>
              <Value field={field} now={pick(field)} />
            </dd>
          </div>
        ))}
      </dl>
      <footer>{foot}</footer>
    </section>
  );
}

interface SideColumnsProps {
  readonly page: ConflictPage;
  readonly sides: readonly SideView[];
  readonly today: string;
}

export function SideColumns({ page, sides, today }: SideColumnsProps) {
  const isForwarded = page.item.kind === 'forwarded';
  return (
    <div className="sides">
      <Column
        title={t('conflicts.sides.before')}
        note={t(isForwarded ? 'conflicts.forwarded.beforeNote' : 'conflicts.beforeNote')}
        fields={page.fields}
        pick={({ before }) => before}
        isBefore
        foot={t(isForwarded ? 'conflicts.forwarded.beforeFoot' : 'conflicts.beforeFoot')}
      />
      {sides.map((side) => (
        <Column
          key={side.side}
          title={side.title}
          note={side.unit}
          fields={page.fields}
          pick={(field) => field[side.side]}
          foot={
            side.at === '' ? (
              t('conflicts.forwarded.standsFoot')
            ) : (
              <>
                <p>{t('conflicts.changed', { who: side.who, when: sayInstant(side.at, today) })}</p>
                <p>{t('conflicts.device', { device: side.device })}</p>
              </>
            )
          }
        />
      ))}
    </div>
  );
}
