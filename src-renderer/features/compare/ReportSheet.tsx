/** 数据比对反馈表: what a run compared and found, for the federation and the city's bureau (S004 art.8). On paper it is Chinese whatever the language
 *  of the screens; figures alone, nobody's name. */
import { SEVERITY } from '#shared/domain/alert.ts';
import { REGISTER_KINDS } from '#shared/domain/register.ts';
import type { ComparisonView } from '#shared/rpc/compare-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayCount, sayLongDate, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { SlipSheet } from '../sync/SlipSheet.tsx';

const CHINESE = 'zh-CN';
const RANK: Readonly<Record<string, number>> = { BLOCK_ROSTER: 0, VERIFY: 1, INFO: 2 };

const severityOf = (code: string): string | undefined => (SEVERITY as Readonly<Record<string, string>>)[code];
const rankOf = (code: string): number => RANK[severityOf(code) ?? 'INFO'] ?? 2;

function Head({ run }: { run: ComparisonView }) {
  const missing = REGISTER_KINDS.filter((kind) => !run.kinds.includes(kind));
  const people = { persons: sayCount(run.persons), holders: sayCount(run.holders) };
  const lines: readonly (readonly [string, string])[] = [
    [t('prints.compareReport.month'), sayMonth(run.month, CHINESE)],
    [t('prints.compareReport.finished'), run.finishedOn ? sayLongDate(run.finishedOn, CHINESE) : '—'],
    [t('prints.compareReport.people'), t('prints.compareReport.peopleOf', people)],
    [t('prints.compareReport.registers'), sayCodes('registerKind', run.kinds, CHINESE) || '—'],
    [t('prints.compareReport.missing'), sayCodes('registerKind', missing, CHINESE) || '—'],
  ];
  return (
    <table className="paper-table slip-table">
      <tbody>
        {lines.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Found({ run }: { run: ComparisonView }) {
  const found = Object.entries(run.counts).sort(
    ([a, n], [b, m]) => rankOf(a) - rankOf(b) || m - n || a.localeCompare(b),
  );
  return (
    <table className="paper-table wide-table">
      <thead>
        <tr>
          {(['what', 'severity', 'count'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`prints.compareReport.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {found.map(([code, count]) => (
          <tr key={code}>
            <td>{sayCode('alert', code, CHINESE)}</td>
            <td>{sayCode('severity', severityOf(code), CHINESE)}</td>
            <td>{sayCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ReportSheet({ run, onClose }: { run: ComparisonView; onClose: () => void }) {
  return (
    <SlipSheet
      title={t('prints.compareReport.title')}
      words={t('prints.compareReport.words')}
      signs={[t('prints.compareReport.sign.civilAffairs'), t('prints.compareReport.sign.date')]}
      onClose={onClose}
    >
      <Head run={run} />
      <Found run={run} />
    </SlipSheet>
  );
}
