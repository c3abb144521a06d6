/** 证件到期: whose certificate runs out or has run out, village by village in the order of visits; who was told; who renews is safe. Enter opens
 *  the form for the person in focus, Ctrl+P prints the list for whoever goes. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RadarStage, REMINDED_BY } from '#shared/domain/certificate-radar.ts';
import type { RadarRow } from '#shared/rpc/check-shapes.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { useTyping } from '../../data/mend.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { type ListGroup, ListTable } from '../../ui/list/ListTable.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { StateTag, type TagKind } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';
import { RadarSheet } from './RadarSheet.tsx';
import { useRadar } from './use-checks.ts';

const KINDS: Readonly<Record<RadarStage, TagKind>> = {
  OVER: 'seal',
  GRACE: 'seal',
  WITHIN_7: 'amber',
  WITHIN_30: 'amber',
  WITHIN_60: 'plain',
  WITHIN_90: 'plain',
  LATER: 'plain',
  SAFE: 'green',
};

interface Typed {
  readonly toldOn: string;
  readonly remindedBy: string;
  readonly words: string;
}

function RemindForm({ row, onDone, onCancel }: FormEnds & { row: RadarRow }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const fresh = (): Typed => ({ toldOn: today, remindedBy: '', words: '' });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const form = useInlineForm({
    ...{ command: 'certificate.remind', typing, onDone },
    faults: {
      remindedBy: typed.remindedBy ? undefined : t('checks.radar.faults.how'),
      toldOn: isPlainDate(typed.toldOn) ? undefined : t('checks.faults.date'),
    },
    args: () => ({ personId: row.personId, ...typed, words: typed.words.trim() || null }),
  });
  return (
    <InlineForm
      title={t('checks.radar.remind', { name: row.name })}
      save={t('checks.radar.save')}
      form={form}
      onCancel={onCancel}
    >
      <ChoiceRow
        name="remindedBy"
        label={t('checks.radar.how')}
        value={typed.remindedBy}
        fault={form.shown.remindedBy}
        options={REMINDED_BY.map((value) => ({ value, label: sayCode('remindedBy', value) }))}
        onChoose={(remindedBy) => type({ remindedBy })}
      />
      <TextRow
        name="toldOn"
        label={t('checks.radar.toldOn')}
        span={2}
        value={typed.toldOn}
        fault={form.shown.toldOn}
        most={10}
        onType={(toldOn) => type({ toldOn: toldOn.trim() })}
      />
      <TextRow
        name="words"
        label={t('checks.words')}
        span={4}
        isOptional
        value={typed.words}
        most={300}
        onType={(words) => type({ words })}
      />
    </InlineForm>
  );
}

function useColumns(today: string): readonly Column<RadarRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('checks.columns.name'),
      width: 120,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    {
      key: 'stage',
      title: t('checks.columns.stage'),
      width: 170,
      cell: ({ stage }) => (
        <StateTag
          icon={stage === 'SAFE' ? 'check' : 'clock'}
          kind={KINDS[stage]}
          word={sayCode('radarStage', stage)}
        />
      ),
    },
    {
      key: 'actBy',
      title: t('checks.columns.actBy'),
      width: 120,
      cell: ({ stage, actBy }) => (stage === 'SAFE' ? '' : sayDate(actBy, today)),
    },
    {
      key: 'expires',
      title: t('checks.columns.expires'),
      width: 116,
      cell: ({ expiresOn }) => <span className="quiet">{sayDate(expiresOn, today)}</span>,
    },
    {
      key: 'benefits',
      title: t('checks.columns.benefit'),
      width: 110,
      cell: ({ benefits }) => sayBenefits(benefits),
    },
    {
      key: 'phone',
      title: t('checks.columns.phone'),
      width: 130,
      cell: ({ phoneMasked }) => <span className="num">{phoneMasked}</span>,
    },
    {
      key: 'told',
      title: t('checks.columns.told'),
      width: 'fill',
      cell: ({ toldOn, toldBy, stage, renewalAppliedOn }) => {
        if (stage === 'SAFE' && renewalAppliedOn)
          return t('checks.radar.renewing', { date: sayDate(renewalAppliedOn, today) });
        return toldOn ? t('checks.radar.told', { date: sayDate(toldOn, today), who: toldBy }) : '';
      },
    },
  ];
}

/** Villages in the order of visits, each with how many are to be visited. */
function useGroups(rows: readonly RadarRow[]): ListGroup<RadarRow>[] {
  const { t } = useTranslation();
  const villages = new Map<string, RadarRow[]>();
  for (const row of rows) {
    const key = `${row.township} ${row.village}`;
    villages.set(key, [...(villages.get(key) ?? []), row]);
  }
  return [...villages].map(([key, of], at) => ({
    key,
    rows: of,
    head: (
      <>
        <b>{t('checks.radar.stop', { n: at + 1, village: of[0]?.village || t('checks.noVillage') })}</b>{' '}
        <span className="faint">
          {of[0]?.township} ·{' '}
          {t('checks.radar.toVisit', { n: of.filter(({ stage }) => stage !== 'SAFE').length })}
        </span>
      </>
    ),
  }));
}

export function RadarView({ head }: { head: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const data = useRadar();
  const [chosen, setChosen] = useState<RadarRow>();
  const [focused, setFocused] = useState<RadarRow>();
  const [isOnPaper, setOnPaper] = useState(false);
  const rows = data?.rows ?? [];
  const columns = useColumns(data?.today ?? '');
  const groups = useGroups(rows);
  const isTownship = me !== undefined && bodyOf(me.role) === 'TOWNSHIP';
  useKeys([
    { key: 'Ctrl+P', label: t('checks.print'), run: () => setOnPaper(true), off: rows.length === 0 },
    { key: 'Enter', label: t(isTownship ? 'checks.radar.keys.remind' : 'checks.keys.open') },
  ]);
  if (!data)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  if (isOnPaper) return <RadarSheet rows={rows} onClose={() => setOnPaper(false)} />;
  const open = (row: RadarRow): void => {
    if (isTownship && row.stage !== 'SAFE') setChosen(row);
    else goTo({ screen: 'case', personId: row.personId });
  };
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body">
        {chosen && (
          <RemindForm
            key={chosen.personId}
            row={chosen}
            onDone={() => setChosen(undefined)}
            onCancel={() => setChosen(undefined)}
          />
        )}
        {rows.length === 0 ? (
          <EmptyLine>{t('checks.radar.none')}</EmptyLine>
        ) : (
          <>
            <p className="checks-line">
              <span className="quiet">{t('checks.radar.note')}</span>
              {focused && (
                <TextLink onClick={() => goTo({ screen: 'case', personId: focused.personId })}>
                  {t('checks.seeCase', { name: focused.name })}
                </TextLink>
              )}
              <span className="push" />
              <ActButton size="small" icon="printer" keyName="Ctrl+P" onClick={() => setOnPaper(true)}>
                {t('checks.print')}
              </ActButton>
            </p>
            <ListTable
              label={t('checks.tabs.radar')}
              columns={columns}
              groups={groups}
              rowKey={({ personId }) => personId}
              onOpen={open}
              onFocusRow={setFocused}
            />
          </>
        )}
      </div>
    </Screen>
  );
}
