/** What a pack that came changed of whom: old beside new, the rule and the document; the township says that it has seen to it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackChangeRow, PacksOverview } from '#shared/rpc/pack-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayCode, sayCodes, sayRefusal } from '../../text/codes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { zh } from '../../text/zh/index.ts';
import { sayAmount, sayFrom } from './say.ts';

type Rule = keyof typeof zh.eligibility.rule;

function useVerdict() {
  const { t } = useTranslation();
  return (fen: number | null, reasons: readonly string[]): string =>
    reasons.length ? t('packs.no', { reasons: sayCodes('reason', [...reasons]) }) : sayAmount(fen);
}

/** One act for one change: each is somebody's, and each can be refused. */
async function answer(rejudgementId: number): Promise<string | null> {
  const args = { rejudgementId, words: '' };
  const formId = crypto.randomUUID();
  const result = await desk().command.issue({ name: 'rejudgement.answer', args, formId });
  return result.ok ? null : sayRefusal(result.code);
}

function Line({
  row,
  mayAnswer,
  onRefused,
}: {
  row: PackChangeRow;
  mayAnswer: boolean;
  onRefused: (words: string) => void;
}) {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const isKnown = Object.hasOwn(zh.eligibility.rule, row.rule);
  const see = async (): Promise<void> => {
    const refusal = await answer(row.rejudgementId);
    if (refusal) onRefused(refusal);
  };
  return (
    <tr>
      <td>
        <TextLink onClick={() => goTo({ screen: 'case', personId: row.personId })}>{row.name}</TextLink>{' '}
        <span className="faint">
          {row.township} {row.village}
        </span>
      </td>
      <td>{sayCode('benefit', row.benefit)}</td>
      <td>{sayFrom(row.fromMonth)}</td>
      <td>{verdict(row.beforeFen, row.beforeReasons)}</td>
      <td>
        <b>{verdict(row.afterFen, row.afterReasons)}</b>
      </td>
      <td className="quiet">
        {isKnown ? t(`eligibility.rule.${row.rule as Rule}.title`) : row.rule} {row.documentNo ?? row.article}
      </td>
      <td>{mayAnswer && <ActButton onClick={() => void see()}>{t('packs.seen')}</ActButton>}</td>
    </tr>
  );
}

export function ChangedCases({ overview }: { overview: PacksOverview }) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { changes, mayAnswer } = overview;
  const seeAll = async (): Promise<void> => {
    setBusy(true);
    for (const { rejudgementId } of changes.rows) {
      const refusal = await answer(rejudgementId);
      if (refusal) setRefused(refusal);
    }
    setBusy(false);
  };
  return (
    <Panel title={t('packs.changes')} icon="flag" count={changes.total}>
      {refused && <p role="alert">{refused}</p>}
      {mayAnswer && changes.rows.length > 1 && (
        <ActButton isBusy={isBusy} onClick={() => void seeAll()}>
          {t('packs.seenAll', { n: changes.rows.length })}
        </ActButton>
      )}
      {changes.total === 0 ? (
        <p className="faint">{t('packs.noChanges')}</p>
      ) : (
        <table className="packs-table">
          <thead>
            <tr>
              <th>{t('packs.columns.person')}</th>
              <th>{t('packs.columns.benefit')}</th>
              <th>{t('packs.columns.from')}</th>
              <th>{t('packs.columns.before')}</th>
              <th>{t('packs.columns.after')}</th>
              <th>{t('packs.columns.why')}</th>
              <th>
                <span className="sr">{t('packs.seen')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.rows.map((row) => (
              <Line key={row.rejudgementId} row={row} mayAnswer={mayAnswer} onRefused={setRefused} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
