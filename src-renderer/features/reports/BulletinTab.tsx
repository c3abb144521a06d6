/** 每日通报: asked for a day and hour, counted by the county from the log, made again to be held against itself, printed. */
import { Input } from 'antd';
import { useState } from 'react';
import { bulletinTotal, hourOf } from '#shared/domain/bulletin.ts';
import { addDays } from '#shared/domain/calendar.ts';
import type { BulletinView, RolloutPage } from '#shared/rpc/document-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useIssue } from '../../data/issue.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCount, sayInstant, sayLongDate, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { DocumentSheet, type NewDocument } from '../documents/DocumentSheet.tsx';
import { officeDocument } from '../documents/values.ts';
import { useOfficeDocuments } from './OfficeDocuments.tsx';
import { ReportTable } from './ReportTable.tsx';
import type { TabProps } from './tab.ts';

const CHINESE = 'zh-CN';
const USUAL_HOUR = 17;
const COLUMNS = ['target', 'entered', 'reviewed', 'determined', 'rate', 'change', 'open'] as const;

/** A row as it is read: the rate to a tenth of a hundredth, what is open in one number. */
function cellsOf(row: Omit<BulletinView['rows'][number], 'township'>): string[] {
  const rate = row.permille === null ? '' : `${(row.permille / 10).toFixed(1)}%`;
  const change = row.change > 0 ? `+${sayCount(row.change)}` : sayCount(row.change);
  return [
    ...[row.target, row.entered, row.reviewed, row.determined].map(sayCount),
    ...[rate, change, sayCount(row.blocks + row.openErrors)],
  ];
}

function Bulletin({
  bulletin,
  page,
  onPrint,
}: {
  bulletin: BulletinView;
  page: RolloutPage;
  onPrint: (rows: string[][]) => void;
}) {
  const today = useSession()?.today ?? '';
  const { issue, isBusy, refusal } = useIssue('bulletin.remake');
  const { bulletinId, state, rows, asOf, day, hash, remade } = bulletin;
  const nameOf = (code: number): string =>
    page.townships.find((each) => each.code === code)?.name ?? String(code);
  const isMade = state === 'MADE';
  const at = remade && sayInstant(remade.at, today);
  const total = cellsOf(bulletinTotal(rows));
  return (
    <Panel
      title={t('reports.bulletin.of', { day: sayLongDate(day), time: sayTime(asOf) })}
      note={hash && t('reports.bulletin.hash', { hash: hash.slice(0, 12) })}
    >
      {!isMade && <p role="status">{t('reports.bulletin.counting')}</p>}
      {rows.length > 0 && (
        <ReportTable
          heads={(['township', ...COLUMNS] as const).map((column) => t(`reports.bulletin.columns.${column}`))}
          rows={rows.map((row) => ({ key: row.township, cells: [nameOf(row.township), ...cellsOf(row)] }))}
          sums={[t('reports.rollout.numbers.total'), ...total]}
        />
      )}
      {isMade && (
        <div className="report-acts">
          <ActButton
            icon="printer"
            onClick={() =>
              onPrint([
                ...rows.map((row) => [nameOf(row.township), ...cellsOf(row)]),
                [t('reports.rollout.numbers.total', { lng: CHINESE }), ...total],
              ])
            }
          >
            {t('reports.bulletin.print')}
          </ActButton>
          <ActButton isBusy={isBusy} onClick={() => void issue({ bulletinId })}>
            {t('reports.bulletin.remake')}
          </ActButton>
          {at && (
            <span role="status">
              {remade.isSame ? t('reports.bulletin.same', { at }) : t('reports.bulletin.differs', { at })}
            </span>
          )}
        </div>
      )}
      <RefusalLine code={refusal?.code} />
    </Panel>
  );
}

function AskForm() {
  const { today = '', now = '' } = useSession() ?? {};
  // The last usual hour that has come.
  const [day, setDay] = useState(() => (hourOf(today, USUAL_HOUR) > now ? addDays(today, -1) : today));
  const [hour, setHour] = useState(String(USUAL_HOUR));
  const { issue, isBusy, refusal } = useIssue('bulletin.ask');
  const isFit = /^\d{4}-\d{2}-\d{2}$/.test(day) && /^([01]?\d|2[0-3])$/.test(hour);
  const ask = (): void => void (isFit && issue({ day, hour: Number(hour) }));
  useKeys([{ key: 'F9', label: t('reports.bulletin.act'), run: ask, off: !isFit }]);
  return (
    <>
      <div className="report-acts">
        <FormField name="bulletinDay" label={t('reports.bulletin.day')}>
          {(control) => (
            <Input
              {...control}
              value={day}
              autoComplete="off"
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </FormField>
        <FormField name="bulletinHour" label={t('reports.bulletin.hour')}>
          {(control) => (
            <Input
              {...control}
              value={hour}
              autoComplete="off"
              onChange={(event) => setHour(event.target.value)}
            />
          )}
        </FormField>
        <ActButton main keyName="F9" isBusy={isBusy} off={!isFit} onClick={ask}>
          {t('reports.bulletin.act')}
        </ActButton>
      </div>
      {!isFit && <p role="alert">{t('reports.bulletin.fault')}</p>}
      <p className="faint">{t('reports.bulletin.note')}</p>
      <RefusalLine code={refusal?.code} />
    </>
  );
}

export function BulletinTab({ head }: TabProps) {
  const me = useMe();
  const page = useLive(['cases', 'journal', 'link'], ['rollout.page'], () => desk().rollout.page()).data;
  const office = useOfficeDocuments();
  const [sheet, setSheet] = useState<NewDocument>();
  if (sheet) return <DocumentSheet of={{ made: sheet }} onClose={() => setSheet(undefined)} />;
  if (!page || !me)
    return (
      <Screen layout="plain" head={head}>
        {null}
      </Screen>
    );
  const print = ({ day, asOf }: BulletinView, bulletinRows: string[][]): void => {
    if (!office) return;
    const at = `${sayLongDate(day, CHINESE)} ${sayTime(asOf)}`;
    setSheet(
      officeDocument('DAILY_BULLETIN', office.nextNumber, {
        ...{ county: me.countyName, bulletinDay: sayLongDate(day, CHINESE), asOf: at, bulletinRows },
      }),
    );
  };
  return (
    <Screen layout="plain" head={head}>
      <div className="report-page" tabIndex={0}>
        <AskForm />
        {page.bulletins.length === 0 && <p className="quiet">{t('reports.bulletin.none')}</p>}
        {page.bulletins.map((bulletin) => (
          <Bulletin
            key={bulletin.bulletinId}
            {...{ bulletin, page }}
            onPrint={(rows) => print(bulletin, rows)}
          />
        ))}
      </div>
    </Screen>
  );
}
