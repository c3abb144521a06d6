/** 统计 above the county: the figures of the supervisor's own division or of one below it, by its parts (dossier (l)). The centre counts them when
 *  they are asked for; without a line the last answer stands, with the time at which it was counted (m.2). Ctrl+P prints. */
import { Checkbox, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { levelOf, partsOf } from '#shared/domain/division.ts';
import type { RegionAnswer, RegionFigures } from '#shared/rpc/statistics-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { type Me, useLink, useMe, useSession } from '../../data/session.ts';
import { sayMonth, sayStamp } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Screen } from '../../ui/Screen.tsx';
import { MonthChoice, TableView } from './StatisticTable.tsx';
import { UnscheduledForm } from './UnscheduledForm.tsx';

/** Where a supervisor looks without telling. */
const CHECKED = ['COUNTY', 'TOWNSHIP'];

interface Place {
  readonly code: number;
  readonly name: string;
}

interface PlaceChoiceProps {
  /** From the person's own division down to the one that is shown. */
  readonly trail: readonly Place[];
  readonly figures: RegionFigures | null;
  readonly onChoose: (trail: readonly Place[]) => void;
}

function PlaceChoice({ trail, figures, onChoose }: PlaceChoiceProps) {
  const { t } = useTranslation();
  const here = trail.at(-1);
  const below = figures?.region === here?.code ? (figures?.parts ?? []) : [];
  const places = [...trail, ...below.filter(({ code }) => partsOf(code))];
  const choose = (code: number): void => {
    const at = trail.findIndex((place) => place.code === code);
    const place = below.find((part) => part.code === code);
    if (at >= 0) onChoose(trail.slice(0, at + 1));
    else if (place) onChoose([...trail, place]);
  };
  return (
    <label className="checks-month">
      {t('compare.region.place')}
      <Select
        size="small"
        aria-label={t('compare.region.place')}
        value={here?.code ?? null}
        popupMatchSelectWidth={false}
        options={places.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={choose}
      />
    </label>
  );
}

/** Whether what is shown is of now, or why it is not. */
function Standing({ answer }: { answer: RegionAnswer }) {
  const { t } = useTranslation();
  const { figures, trouble } = answer;
  const at = figures ? sayStamp(figures.countedAt) : '';
  return (
    <p className="quiet" role="status">
      {trouble && t(`compare.region.trouble.${trouble}`)}{' '}
      {figures && t(trouble ? 'compare.region.last' : 'compare.region.counted', { at })}
    </p>
  );
}

function RegionView({ head, me, today }: { head: ReactNode; me: Me; today: string }) {
  const { t } = useTranslation();
  const [chosen, setMonth] = useState<string>();
  const [forOutside, setForOutside] = useState(false);
  const [trail, setTrail] = useState<readonly Place[]>([{ code: me.unitScope, name: me.unitName }]);
  const [isNoting, setNoting] = useState(false);
  const month = chosen ?? today.slice(0, 7);
  const place = trail.at(-1) as Place;
  // Asked again when the line comes back, and not at every change of its state.
  const isOnline = useLink()?.state === 'online';
  const { data, isFetching } = useLive(
    ['session', 'journal'],
    ['region', place.code, month, forOutside, isOnline],
    () => desk().regionStatistics({ region: place.code, month, forOutside }),
    { keepOld: true },
  );
  const figures = data?.figures ?? null;
  const print = (): void => window.print();
  const placesToCheck = [place, ...(figures?.parts ?? [])].filter(({ code }) =>
    CHECKED.some((level) => level === levelOf(code)),
  );
  useKeys([{ key: 'Ctrl+P', label: t('compare.statistics.print'), run: print, off: !figures }]);
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body statistics">
        <p className="checks-line">
          <PlaceChoice trail={trail} figures={figures} onChoose={setTrail} />
          <MonthChoice month={month} today={today} onChoose={setMonth} />
          <Checkbox checked={forOutside} onChange={(event) => setForOutside(event.target.checked)}>
            {t('compare.statistics.outside')}
          </Checkbox>
          <span className="push" />
          <ActButton size="small" icon="eye" off={!placesToCheck.length} onClick={() => setNoting(true)}>
            {t('compare.unscheduled.title')}
          </ActButton>
          <ActButton size="small" icon="printer" keyName="Ctrl+P" off={!figures} onClick={print}>
            {t('compare.statistics.print')}
          </ActButton>
        </p>
        {isNoting && (
          <UnscheduledForm
            key={place.code}
            places={placesToCheck}
            today={today}
            onEnd={() => setNoting(false)}
          />
        )}
        {figures && (
          <p className="statistics-of">
            {t('compare.statistics.of', { unit: place.name, month: sayMonth(figures.month) })}
          </p>
        )}
        {data && <Standing answer={data} />}
        {figures?.isSuppressed && <p className="faint">{t('compare.region.hiddenNote')}</p>}
        {data && !figures && <EmptyLine>{t('compare.region.none')}</EmptyLine>}
        {!data && isFetching && <p className="quiet">{t('compare.region.counting')}</p>}
        <div className="statistics-tables">
          {figures?.tables.map((table) => (
            <TableView key={table.key} table={table} />
          ))}
        </div>
      </div>
    </Screen>
  );
}

export function RegionTab({ head }: { head: ReactNode }) {
  const me = useMe();
  const today = useSession()?.today;
  return me && today ? <RegionView key={me.accountId} head={head} me={me} today={today} /> : null;
}
