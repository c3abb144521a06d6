/** The last roster paid outside the system, typed by civil affairs: how many in each township, and how much money. */
import { Input } from 'antd';
import { useState } from 'react';
import type { RolloutPage } from '#shared/rpc/document-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { ReportTable } from './ReportTable.tsx';
import { targetArgs, type TypedTarget } from './target.ts';

const PARTS = ['living', 'nursing'] as const;
const FIELDS = ['liveOn', 'month', 'yuan', 'financeYuan'] as const;

/** Of the target, typed or shown. */
export const targetHeads = (): string[] =>
  (['township', ...PARTS] as const).map((column) => t(`reports.rollout.target.${column}`));

function useTyped(page: RolloutPage) {
  const today = useSession()?.today ?? '';
  const { rollout, townships } = page;
  const of = (township: number) => rollout?.targets.find((each) => each.township === township);
  return useState<TypedTarget>({
    liveOn: rollout?.liveOn ?? today,
    month: rollout?.targetMonth ?? today.slice(0, 7),
    yuan: rollout ? String(rollout.targetFen / 100) : '',
    financeYuan: rollout ? String(rollout.financeFen / 100) : '',
    rows: townships.map(({ code }) => ({
      township: code,
      living: String(of(code)?.living ?? ''),
      nursing: String(of(code)?.nursing ?? ''),
    })),
  });
}

interface TownshipRowsProps {
  readonly rows: TypedTarget['rows'];
  readonly townships: RolloutPage['townships'];
  readonly onRow: (at: number, part: 'living' | 'nursing', value: string) => void;
}

/** How many in each township. */
function TownshipRows({ rows, townships, onRow }: TownshipRowsProps) {
  const input = (row: TypedTarget['rows'][number], at: number, part: (typeof PARTS)[number]) => (
    <Input
      aria-label={`${nameOf(row.township)} ${t(`reports.rollout.target.${part}`)}`}
      value={row[part]}
      inputMode="numeric"
      autoComplete="off"
      onChange={(event) => onRow(at, part, event.target.value)}
    />
  );
  const nameOf = (township: number): string => townships.find(({ code }) => code === township)?.name ?? '';
  return (
    <ReportTable
      heads={targetHeads()}
      rows={rows.map((row, at) => ({
        key: row.township,
        cells: [nameOf(row.township), ...PARTS.map((part) => input(row, at, part))],
      }))}
    />
  );
}

export function TargetForm({ page, onEnd }: { page: RolloutPage; onEnd: () => void }) {
  const [typed, setTyped] = useTyped(page);
  const [hasTried, setTried] = useState(false);
  const { issue, isBusy, refusal } = useIssue('rollout.setTarget');
  const args = targetArgs(typed, page.rollout?.rolloutId ?? null);
  const submit = (): void => {
    setTried(true);
    if (args && !isBusy) void issue(args).then(({ ok }) => ok && onEnd());
  };
  useKeys(
    [
      { key: 'F9', label: t('reports.rollout.target.act'), run: submit },
      { key: 'Esc', label: t('reports.rollout.target.cancel'), run: onEnd },
    ],
    'over',
  );
  const setRow = (at: number, part: 'living' | 'nursing', value: string): void =>
    setTyped({
      ...typed,
      rows: typed.rows.map((row, index) => (index === at ? { ...row, [part]: value } : row)),
    });
  return (
    <Panel title={t('reports.rollout.target.title')}>
      <div className="report-acts">
        {FIELDS.map((field) => (
          <FormField key={field} name={field} label={t(`reports.rollout.target.${field}`)}>
            {(control) => (
              <Input
                {...control}
                value={typed[field]}
                autoComplete="off"
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              />
            )}
          </FormField>
        ))}
      </div>
      <TownshipRows rows={typed.rows} townships={page.townships} onRow={setRow} />
      {hasTried && !args && <p role="alert">{t('reports.rollout.target.fault')}</p>}
      <RefusalLine code={refusal?.code} />
      <div className="report-acts">
        <ActButton main keyName="F9" isBusy={isBusy} onClick={submit}>
          {t('reports.rollout.target.act')}
        </ActButton>
        <ActButton keyName="Esc" onClick={onEnd}>
          {t('reports.rollout.target.cancel')}
        </ActButton>
      </div>
    </Panel>
  );
}
