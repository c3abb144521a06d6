/** A new notice: where, for what, which months, and the list that would hang, before anything is written. A township's list that is too long for one
 *  board is made village by village. Who receives but cannot be hung yet stands below with the reason. */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTICE_OCCASIONS, type NoticeOccasion } from '#shared/domain/public-notice.ts';
import { isWithin } from '#shared/domain/division.ts';
import { addMonths } from '#shared/domain/month.ts';
import type { Candidates } from '#shared/rpc/publicity-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { heldPlaces } from '../../data/places.ts';
import { useSession } from '../../data/session.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { ChoiceRow } from '../../ui/FormRows.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { type NoticeWanted, useCandidates } from './use-notices.ts';

const MONTHS_SHOWN = 24;

type Entry = Candidates['entries'][number];

function useColumns(): readonly Column<Entry>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('publicity.columns.name'),
      width: 140,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    { key: 'village', title: t('publicity.columns.place'), width: 160, cell: ({ village }) => village },
    {
      key: 'kind',
      title: t('publicity.columns.kind'),
      width: 200,
      cell: ({ benefit }) => sayCode('benefitFull', benefit),
    },
    {
      key: 'standard',
      title: t('publicity.columns.standard'),
      width: 110,
      align: 'end',
      cell: ({ standardFen }) => sayMoney(standardFen),
    },
    {
      key: 'since',
      title: t('publicity.columns.since'),
      width: 'fill',
      cell: ({ paidSince }) => paidSince && sayMonth(paidSince),
    },
  ];
}

interface WantedFormProps {
  readonly wanted: NoticeWanted;
  readonly places: readonly { readonly value: number; readonly label: string }[];
  readonly now: string;
  readonly onWant: (change: Partial<NoticeWanted>) => void;
}

function MonthField(props: {
  readonly name: 'fromMonth' | 'toMonth';
  readonly value: string;
  readonly now: string;
  readonly onChoose: (month: string) => void;
}) {
  const { t } = useTranslation();
  const { name, value, now, onChoose } = props;
  const months = Array.from({ length: MONTHS_SHOWN }, (_, ago) => addMonths(now, -ago));
  return (
    <FormField name={name} label={t(`publicity.fields.${name}`)} span={2}>
      {(control) => (
        <Select
          {...control}
          value={value}
          options={months.map((month) => ({ value: month, label: sayMonth(month) }))}
          onChange={onChoose}
        />
      )}
    </FormField>
  );
}

function WantedForm({ wanted, places, now, onWant }: WantedFormProps) {
  const { t } = useTranslation();
  const isNew = wanted.occasion === 'NEW';
  return (
    <div className="form-grid">
      <FormField name="division" label={t('publicity.fields.division')} span={2}>
        {(control) => (
          <Select
            {...control}
            value={wanted.division}
            options={[...places]}
            onChange={(division: number) => onWant({ division })}
          />
        )}
      </FormField>
      <ChoiceRow
        name="occasion"
        label={t('publicity.fields.occasion')}
        span={4}
        value={wanted.occasion}
        options={NOTICE_OCCASIONS.map((value) => ({ value, label: sayCode('noticeOccasion', value) }))}
        onChoose={(occasion) => onWant({ occasion: occasion as NoticeOccasion })}
      />
      {isNew && (
        <MonthField
          name="fromMonth"
          value={wanted.fromMonth}
          now={now}
          onChoose={(fromMonth) => onWant({ fromMonth })}
        />
      )}
      <MonthField
        name="toMonth"
        value={wanted.toMonth}
        now={now}
        onChoose={(toMonth) => onWant({ toMonth })}
      />
    </div>
  );
}

function HeldOut({ heldOut }: Pick<Candidates, 'heldOut'>) {
  const { t } = useTranslation();
  if (heldOut.length === 0) return null;
  return (
    <Panel
      title={t('publicity.heldOut')}
      icon="info"
      count={heldOut.length}
      note={t('publicity.heldOutNote')}
    >
      <ul className="plain-lines">
        {heldOut.map(({ personId, name, benefit, reasons }) => (
          <li key={`${personId} ${benefit}`}>
            <b>{name}</b> {sayCode('benefit', benefit)}{' '}
            <span className="faint">{sayCodes('reason', reasons)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function NewNotice({ unit }: { unit: number }) {
  const { t } = useTranslation();
  const now = useSession()?.today.slice(0, 7) ?? '';
  const issuing = useIssue('publicNotice.prepare');
  const [chosen, setChosen] = useState<Partial<NoticeWanted>>({});
  const places = heldPlaces()
    .filter(({ code }) => isWithin(unit, code))
    .map(({ code, name }) => ({ value: code, label: code === unit ? t('publicity.whole', { name }) : name }));
  const division = chosen.division ?? places.find(({ value }) => value !== unit)?.value ?? unit;
  const wanted: NoticeWanted = { division, occasion: 'ALL', fromMonth: now, toMonth: now, ...chosen };
  const asked = wanted.occasion === 'ALL' ? { ...wanted, fromMonth: wanted.toMonth } : wanted;
  const data = useCandidates(asked, now !== '');
  const columns = useColumns();
  const entries = data?.entries ?? [];
  const isTooLong = data !== undefined && entries.length > data.most;
  const isOff = entries.length === 0 || isTooLong || asked.fromMonth > asked.toMonth;
  const prepare = async (): Promise<void> => {
    const list = entries.map(({ personId, benefit, standardFen }) => ({ personId, benefit, standardFen }));
    const answer = await issuing.issue({ ...asked, entries: list });
    const [noticeId] = answer.ok ? answer.ids : [];
    if (noticeId !== undefined) goTo({ screen: 'publicity', noticeId }, true);
  };
  useKeys([
    { key: 'F9', label: t('publicity.prepare'), off: isOff || issuing.isBusy, run: () => void prepare() },
    { key: 'Esc', label: t('publicity.keys.back'), run: goBack },
  ]);
  const foot = (
    <>
      <span className="quiet">{t('publicity.rule')}</span>
      <span className="push" />
      <ActButton main keyName="F9" off={isOff} isBusy={issuing.isBusy} onClick={() => void prepare()}>
        {t('publicity.prepare')}
      </ActButton>
    </>
  );
  return (
    <Screen layout="plain" head={<PageHead ruled title={t('publicity.make')} about="new" />} foot={foot}>
      <div className="checks-body">
        <WantedForm
          wanted={wanted}
          places={places}
          now={now}
          onWant={(change) => setChosen((before) => ({ ...before, ...change }))}
        />
        <RefusalLine code={issuing.refusal?.code} />
        {isTooLong && (
          <p className="form-look">{t('publicity.tooLong', { most: data.most, n: entries.length })}</p>
        )}
        {data && entries.length === 0 && <EmptyLine>{t('publicity.nobody')}</EmptyLine>}
        {entries.length > 0 && (
          <ListTable
            label={t('publicity.willHang')}
            columns={columns}
            groups={[{ key: 'list', rows: entries, head: t('publicity.lines', { n: entries.length }) }]}
            rowKey={({ personId, benefit }) => `${personId} ${benefit}`}
          />
        )}
        {data && <HeldOut heldOut={data.heldOut} />}
      </div>
    </Screen>
  );
}
